import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type OutputWatch, type WatchedOutput, watchOutput } from './output-watch'

class FakeContext extends EventTarget {
  state: AudioContextState | 'interrupted' = 'running'
  currentTime = 0
  /** Whether a device takes its sound. */
  runs = true
  resumed = 0
  async resume(): Promise<void> {
    this.resumed++
    if (this.runs) this.become('running')
    else throw new DOMException('not now', 'InvalidStateError')
  }
  become(state: FakeContext['state']): void {
    this.state = state
    this.dispatchEvent(new Event('statechange'))
  }
}

const devices = vi.fn()

describe('the watch over an audio output', () => {
  let context: FakeContext
  let playing: boolean
  const lost = vi.fn()
  let watch: OutputWatch

  /** Seconds of the clock on the wall; the output's own goes along while it runs. */
  const pass = async (seconds: number): Promise<void> => {
    for (let n = 0; n < seconds; n++) {
      if (context.state === 'running' && context.runs) context.currentTime++
      await vi.advanceTimersByTimeAsync(1000)
    }
  }

  beforeEach(() => {
    vi.useFakeTimers()
    devices.mockReset()
    vi.stubGlobal('navigator', {
      get mediaDevices() {
        devices()
        return undefined
      },
    })
    lost.mockReset()
    context = new FakeContext()
    playing = true
    watch = watchOutput(context as unknown as WatchedOutput, () => playing, lost)
  })
  afterEach(() => {
    watch.end()
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  it('leaves alone what runs, and what rests', async () => {
    await pass(10)
    playing = false
    context.become('suspended')
    await pass(10)
    expect([context.resumed, lost.mock.calls.length]).toEqual([0, 0])
  })

  it('asks for no timer at rest, and looks again once it should run', async () => {
    expect(vi.getTimerCount()).toBe(1)
    playing = false
    await pass(2)
    expect(vi.getTimerCount()).toBe(0)
    playing = true
    watch.begin()
    await pass(2)
    context.runs = false
    await pass(4)
    expect(lost).toHaveBeenCalledTimes(1)
  })

  it.each(['suspended', 'interrupted'] as const)('asks one that is %s to go on', async (state) => {
    await pass(2)
    context.become(state)
    await pass(2)
    expect(context.state).toBe('running')
    expect(lost).not.toHaveBeenCalled()
  })

  it('after hours of sleep goes on, too: one late look', async () => {
    await pass(2)
    context.state = 'suspended'
    vi.setSystemTime(Date.now() + 8 * 3_600_000)
    await pass(2)
    expect(context.state).toBe('running')
    expect(lost).not.toHaveBeenCalled()
  })

  it('gives up one whose clock stands although it says that it runs: its device is gone', async () => {
    await pass(2)
    context.runs = false
    await pass(4)
    expect(context.resumed).toBeGreaterThan(0)
    expect(lost).toHaveBeenCalledTimes(1)
    await pass(4)
    expect(lost).toHaveBeenCalledTimes(1)
  })

  it('gives up at once what the browser closed, or reports as failed', () => {
    context.become('closed')
    expect(lost).toHaveBeenCalledTimes(1)
    lost.mockReset()
    const other = new FakeContext()
    watch = watchOutput(other as unknown as WatchedOutput, () => playing, lost)
    other.dispatchEvent(new Event('error'))
    expect(lost).toHaveBeenCalledTimes(1)
  })

  it('asks nothing of the media devices: one that comes or goes shows in the output itself', async () => {
    expect(devices).not.toHaveBeenCalled()
    // Told by nobody.
    context.state = 'suspended'
    await pass(1)
    expect(context.state).toBe('running')
    expect(devices).not.toHaveBeenCalled()
  })

  it('ends with its player', async () => {
    watch.end()
    context.become('closed')
    await pass(5)
    expect(lost).not.toHaveBeenCalled()
  })
})
