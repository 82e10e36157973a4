import { describe, expect, it } from 'vitest'
import { seededNoise } from '../dsp/testing/seeded-noise'
import { ffmpegPeakAt, ffmpegReading, HAS_FFMPEG } from './testing/ffmpeg'
import { samplesOf, storeOf } from './testing/mix'
import { render } from './testing/render'

const SECONDS = 1.2
/** ebur128 prints tenths. */
const ROUNDING_DB = 0.05

type Signal = (sampleRate: number) => readonly Float32Array[]

const drawn = (sampleRate: number, draw: (t: number, white: number) => number): Float32Array => {
  const noise = seededNoise(7)
  return Float32Array.from({ length: SECONDS * sampleRate }, (_, n) =>
    draw(n / sampleRate, noise()),
  )
}

/** Kick, bass, and a snare and hats of noise up to Nyquist: 20 dB and more from loudness to peak. */
const drums: Signal = (sampleRate) => {
  const both = drawn(sampleRate, (t, white) => {
    const inBeat = t % 0.5
    const kick = Math.sin(2 * Math.PI * (50 * inBeat + 4 * (1 - Math.exp(-30 * inBeat))))
    const snare = t % 1 >= 0.5 ? 0.28 * white * Math.exp(-18 * inBeat) : 0
    const hat = 0.1 * white * Math.exp(-60 * (t % 0.25))
    return 0.5 * kick * Math.exp(-9 * inBeat) + snare + hat + 0.1 * Math.sin(2 * Math.PI * 55 * t)
  })
  return [both, both.map((x) => 0.9 * x)]
}

/** All of it in one channel. */
const hardPanned: Signal = (sampleRate) => {
  const left = drawn(sampleRate, (_, white) => 0.3 * white)
  return [left, new Float32Array(left.length)]
}

const bursts: Signal = (sampleRate) => [
  drawn(sampleRate, (t, white) => white * (0.01 + 0.6 * Math.exp(-20 * (t % 0.4)))),
]

const SIGNALS: Readonly<Record<string, Signal>> = { drums, hardPanned, bursts }

describe.skipIf(!HAS_FFMPEG)(
  'ffmpeg finds no peak over the ceiling, in noise up to Nyquist',
  () => {
    it.each([
      ['drums', 48_000, -9, -1],
      ['drums', 44_100, -7, -1],
      ['drums', 48_000, -14, -6],
      ['drums', 22_050, -9, -0.3],
      ['hardPanned', 48_000, -6, -1],
      ['bursts', 96_000, -9, -1],
    ] as const)(
      '%s at %i Hz, brought to %f LUFS under %f dBTP',
      async (name, sampleRate, targetLufs, ceilingDbtp) => {
        const source = storeOf(sampleRate, SIGNALS[name]?.(sampleRate) ?? [])
        const { master } = await render(source, { targetLufs, ceilingDbtp })
        const channels = samplesOf(master)
        for (const rate of [192_000, 384_000])
          expect(ffmpegPeakAt(rate, sampleRate, channels)).toBeLessThanOrEqual(ceilingDbtp)
        const { truePeakDbtp } = ffmpegReading(sampleRate, channels)
        expect(truePeakDbtp).toBeLessThanOrEqual(ceilingDbtp + ROUNDING_DB)
      },
    )
  },
)
