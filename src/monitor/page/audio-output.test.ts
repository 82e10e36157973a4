import { afterEach, describe, expect, it, vi } from 'vitest'
import { openAudioOutput } from './audio-output'

/** What a browser does with a rate that it is asked for; null: it refuses. */
const browserThat = (rateOf: (asked: number) => number | null) => {
  const closed: number[] = []
  class FakeAudioContext {
    /** A page that was touched is given one that runs. */
    state = 'running'
    readonly sampleRate: number
    readonly audioWorklet = { addModule: async () => {} }
    constructor({ sampleRate }: { readonly sampleRate: number }) {
      const rate = rateOf(sampleRate)
      if (rate === null) throw new DOMException('out of range', 'NotSupportedError')
      this.sampleRate = rate
    }
    async suspend(): Promise<void> {
      this.state = 'suspended'
    }
    async close(): Promise<void> {
      closed.push(this.sampleRate)
    }
  }
  vi.stubGlobal('AudioContext', FakeAudioContext)
  return closed
}

describe('an audio output', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('runs at the track’s own rate, or at a whole fraction of it', async () => {
    browserThat((asked) => (asked > 96_000 ? null : asked))
    for (const [rate, context, decimation] of [
      [44_100, 44_100, 1],
      [192_000, 96_000, 2],
      [384_000, 96_000, 4],
    ] as const) {
      const output = await openAudioOutput(rate)
      expect([output.context.sampleRate, output.decimation]).toEqual([context, decimation])
      expect(output.context.state, 'nothing plays yet').toBe('suspended')
    }
  })

  it('is none where the browser gives its device’s rate instead: nothing is played out of tune', async () => {
    const closed = browserThat(() => 48_000)
    await expect(openAudioOutput(44_100)).rejects.toThrow('48000')
    expect(closed).toEqual([48_000])
    expect((await openAudioOutput(48_000)).decimation).toBe(1)
  })
})
