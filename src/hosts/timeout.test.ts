import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { timeout } from './timeout'

describe('a promise that is waited for', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is given up when it has not settled in time, and not before', async () => {
    const failed = vi.fn()
    timeout(new Promise(() => {}), 5000).catch(failed)
    await vi.advanceTimersByTimeAsync(4999)
    expect(failed).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(failed).toHaveBeenCalledWith(new Error('no answer within 5000 ms'))
  })

  it('answers as it settles, and leaves no timer', async () => {
    expect(await timeout(Promise.resolve(7), 5000)).toBe(7)
    await expect(timeout(Promise.reject(new Error('no')), 5000)).rejects.toThrow('no')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('outlives a night that the machine slept through: one late beat of many', async () => {
    let beat = (): void => {}
    const spy = vi.spyOn(globalThis, 'setInterval').mockImplementation((callback) => {
      beat = callback as () => void
      return 0 as unknown as ReturnType<typeof setInterval>
    })
    let answer = (_: number): void => {}
    const waiting = timeout(
      new Promise<number>((resolve) => {
        answer = resolve
      }),
      5000,
    )
    beat()
    answer(3)
    expect(await waiting).toBe(3)
    spy.mockRestore()
  })
})
