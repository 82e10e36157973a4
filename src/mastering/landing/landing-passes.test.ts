import { describe, expect, it } from 'vitest'
import type { PcmReader } from '../../core/pcm-store'
import { seededNoise } from '../../dsp/testing/seeded-noise'
import { mix, storeOf } from '../testing/mix'
import { figuresOf, render } from '../testing/render'

const RATE = 48_000

/** Noise up to Nyquist with bursts of it, 15 LU from loudness to peak. */
const needles = (): PcmReader => {
  const noise = seededNoise(15)
  const height = 10 ** (10 / 20)
  const channels = [0.02, 0.014].map((level) =>
    Float32Array.from({ length: 3 * RATE }, (_, n) => {
      const inBurst = n % (RATE / 4) < 0.003 * RATE
      return noise() * level * (inBurst ? height : 1)
    }),
  )
  return storeOf(RATE, channels)
}

const stereo = { sampleRate: RATE, channelCount: 2, seconds: 12 } as const
const SIGNALS: Readonly<Record<string, () => PcmReader>> = {
  'a mix with high peaks': () => mix(stereo),
  'a dense mix': () => mix({ ...stereo, drums: 0.4 }),
  needles,
}

describe('real passes over the whole track', () => {
  it.each([
    ['a mix with high peaks', -14, 2],
    ['a mix with high peaks', -9, 3],
    ['a dense mix', -14, 1],
    ['a dense mix', -9, 3],
    ['needles', -14, 1],
    ['needles', -9, 2],
  ] as const)('%s, brought to %i LUFS: at most %i', async (name, targetLufs, most) => {
    const source = SIGNALS[name]?.() ?? needles()
    const rendered = await render(source, { targetLufs, intensityPercent: 0 })
    const { status, integratedLufs } = figuresOf(rendered)
    expect(status).toBe('hit')
    expect(Math.abs(integratedLufs - targetLufs)).toBeLessThanOrEqual(0.05)
    expect(rendered.passes).toBeLessThanOrEqual(most)
  })
})
