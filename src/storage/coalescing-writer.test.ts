import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { coalescingWriter } from './coalescing-writer'
import { MemoryRecords } from './testing/memory-storage'

describe('the coalescing writer', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('writes the latest value of each key in one transaction, after the hand rests', async () => {
    const records = new MemoryRecords()
    const writer = coalescingWriter(records, () => {})
    for (let value = 0; value < 10; value++) {
      writer.want('a', value)
      writer.want('b', -value)
      await vi.advanceTimersByTimeAsync(30)
    }
    expect(records.transactions).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(500)
    expect(records.transactions).toEqual([new Map(Object.entries({ a: 9, b: -9 }))])
  })

  it('does not wait for ever for a hand that never rests', async () => {
    const records = new MemoryRecords()
    const writer = coalescingWriter(records, () => {})
    for (let at = 0; at < 10_000; at += 100) {
      writer.want('a', at)
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(records.transactions.length).toBeGreaterThanOrEqual(4)
    expect(records.transactions.length).toBeLessThanOrEqual(5)
  })

  it('deletes by undefined, also what was only wanted', async () => {
    const records = new MemoryRecords()
    const writer = coalescingWriter(records, () => {})
    writer.want('a', 1)
    writer.want('a', undefined)
    await writer.flush()
    expect(records.values.has('a')).toBe(false)
  })

  it('tells of a refusal and goes on with the next write', async () => {
    const records = new MemoryRecords()
    const refusals: unknown[] = []
    const writer = coalescingWriter(records, (error) => refusals.push(error))
    records.refuse = new Error('full')
    writer.want('a', 1)
    await writer.flush()
    records.refuse = null
    writer.want('a', 2)
    await writer.flush()
    expect(refusals).toHaveLength(1)
    expect(records.values.get('a')).toBe(2)
  })
})
