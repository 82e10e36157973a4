import { describe, expect, it } from 'vitest'
import { BLOCK_FRAMES } from '../core/pcm'
import { TruePeakMeter } from '../dsp/meters/true-peak'
import { SWRESAMPLE_SHAPE } from '../dsp/resampling/other-meters'
import { seededNoise } from '../dsp/testing/seeded-noise'
import { ffmpegPeakAt, ffmpegReadings, HAS_FFMPEG } from './testing/ffmpeg'
import { samplesOf, storeOf } from './testing/mix'
import { kernels, render } from './testing/render'

const SECONDS = 1.2
/** ebur128 prints tenths. */
const ROUNDING_DB = 0.05

const HAT_LEVELS = [0.07, 0.13] as const

type Signal = (sampleRate: number) => readonly Float32Array[]

/** Kick, bass, and a snare and hats of noise up to Nyquist: 20 dB and more from loudness to peak. */
const drums: Signal = (sampleRate) => {
  const noise = seededNoise(3)
  const channels = HAT_LEVELS.map(() => new Float32Array(SECONDS * sampleRate))
  let before = 0
  for (let n = 0; n < SECONDS * sampleRate; n++) {
    const t = n / sampleRate
    const inBeat = t % 0.5
    const white = noise()
    const kick = Math.sin(2 * Math.PI * (50 * inBeat + 4 * (1 - Math.exp(-30 * inBeat))))
    const snare = t >= 0.5 ? 0.28 * white * Math.exp(-18 * inBeat) : 0
    const bass = 0.2 * Math.sin(2 * Math.PI * 55 * t)
    const hat = (white - before) * Math.exp(-60 * (t % 0.25))
    before = white
    for (const [channel, level] of HAT_LEVELS.entries()) {
      const samples = channels[channel]
      if (samples) samples[n] = 0.5 * kick * Math.exp(-9 * inBeat) + snare + bass + level * hat
    }
  }
  return channels
}

/** All of it in one channel. */
const hardPanned: Signal = (sampleRate) => {
  const noise = seededNoise(7)
  const left = Float32Array.from({ length: SECONDS * sampleRate }, () => 0.3 * noise())
  return [left, new Float32Array(left.length)]
}

/** Noise up to Nyquist with bursts of it, so high that peak to loudness is about `plrLu`. */
const bursts =
  (plrLu: number): Signal =>
  (sampleRate) => {
    const noise = seededNoise(plrLu)
    const height = 10 ** ((plrLu - 5) / 20)
    return [0.02, 0.014].map((level) =>
      Float32Array.from({ length: SECONDS * sampleRate }, (_, n) => {
        const inBurst = n % (sampleRate / 4) < 0.003 * sampleRate
        return noise() * level * (inBurst ? height : 1)
      }),
    )
  }

const SIGNALS: Readonly<Record<string, Signal>> = {
  drums,
  hardPanned,
  'peak to loudness 8 LU': bursts(8),
  'peak to loudness 15 LU': bursts(15),
  'peak to loudness 22 LU': bursts(22),
  'peak to loudness 30 LU': bursts(30),
}

describe.skipIf(!HAS_FFMPEG)(
  'ffmpeg finds no peak over the ceiling, in noise up to Nyquist',
  () => {
    it.each([
      ['drums', 48_000, -9, -1],
      ['drums', 48_000, -7, -1],
      ['drums', 44_100, -14, -6],
      ['drums', 22_050, -9, -0.3],
      ['hardPanned', 48_000, -6, -1],
      ['peak to loudness 8 LU', 44_100, -7, -1],
      ['peak to loudness 15 LU', 48_000, -14, -1],
      ['peak to loudness 15 LU', 96_000, -9, -0.3],
      ['peak to loudness 22 LU', 44_100, -14, -1],
      ['peak to loudness 22 LU', 48_000, -7, -1],
      ['peak to loudness 22 LU', 96_000, -14, -1],
      ['peak to loudness 30 LU', 44_100, -9, -1],
      ['peak to loudness 30 LU', 48_000, -14, -1],
    ] as const)(
      '%s at %i Hz, brought to %f LUFS under %f dBTP',
      async (name, sampleRate, targetLufs, ceilingDbtp) => {
        const source = storeOf(sampleRate, SIGNALS[name]?.(sampleRate) ?? [])
        const { master, verdict } = await render(source, { targetLufs, ceilingDbtp })
        expect(verdict.status).toBe('hit')
        const channels = samplesOf(master)
        const { truePeakDbtp, peaksDb } = ffmpegReadings(sampleRate, channels, [192_000, 384_000])
        expect(peaksDb).toHaveLength(2)
        for (const peakDb of peaksDb) expect(peakDb).toBeLessThanOrEqual(ceilingDbtp)
        expect(truePeakDbtp).toBeLessThanOrEqual(ceilingDbtp + ROUNDING_DB)
      },
    )

    it('whose interpolator the landing looks through as well: the same peak to 0.01 dB', () => {
      const noise = seededNoise(5)
      const channel = Float32Array.from({ length: 48_000 }, () => 0.5 * noise())
      const meter = new TruePeakMeter(kernels, 1, SWRESAMPLE_SHAPE)
      for (let start = 0; start < channel.length; start += BLOCK_FRAMES)
        meter.push([channel.subarray(start)], Math.min(BLOCK_FRAMES, channel.length - start))
      const peakDb = 20 * Math.log10(meter.finish())
      meter.release()
      const theirsDb = ffmpegPeakAt(16 * 48_000, 48_000, [channel])
      expect(Math.abs(peakDb - theirsDb)).toBeLessThan(0.01)
    })
  },
)
