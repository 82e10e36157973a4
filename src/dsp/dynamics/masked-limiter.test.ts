import { describe, expect, it } from 'vitest'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { TruePeakMeter } from '../meters/true-peak'
import { METER_SHAPE } from '../resampling/interpolator'
import { inTime } from '../testing/in-blocks'
import { linePower } from '../testing/line-power'
import { MASKED_PARAMS } from '../testing/masked-params'
import { seededNoise } from '../testing/seeded-noise'
import { FREE_BUDGET_DB, MaskedLimiter, NO_BUDGET_DB } from './masked-limiter'

const kernels = nodeKernels()
const RATE = 48_000
const CEILING = MASKED_PARAMS.ceiling
const SIX_OVER = 10 ** (5 / 20)

const signal = (seconds: number, wave: (t: number) => number): Float32Array =>
  Float32Array.from({ length: seconds * RATE }, (_, n) => wave(n / RATE))

const powerAt = (y: Float32Array, hz: number): number => linePower(y, hz, RATE)
const sine = (hz: number, t: number): number => Math.sin(2 * Math.PI * hz * t)

const limit = (
  input: readonly Float32Array[],
  { budgetDb = 0, blockFrames = 4096, delayFrames = 0 } = {},
): { readonly output: readonly Float32Array[]; readonly cancelled: number } => {
  const channels = input.length === 1 ? 1 : 2
  const limiter = new MaskedLimiter(
    kernels,
    MASKED_PARAMS,
    { budgetDb, delayFrames },
    RATE,
    channels,
  )
  const output = inTime(kernels, input, blockFrames, limiter)
  const cancelled = limiter.cancelled.count
  limiter.dispose()
  return { output, cancelled }
}

const truePeak = (channels: readonly Float32Array[]): number => {
  const meter = new TruePeakMeter(kernels, channels.length, METER_SHAPE)
  for (let at = 0; at < (channels[0]?.length ?? 0); at += 4096) {
    const block = channels.map((x) => x.subarray(at, at + 4096))
    meter.push(block, block[0]?.length ?? 0)
  }
  const peak = meter.finish()
  meter.release()
  return peak
}

const inDb = (powers: readonly number[], reference: number): number =>
  10 * Math.log10(powers.reduce((sum, power) => sum + power, 0) / reference)

describe('holding peaks by what the sound masks', () => {
  it('turns a bare tone of 50 Hz down without distortion: below −140 dB, 6 dB over', () => {
    const { output } = limit([signal(3, (t) => SIX_OVER * sine(50, t))])
    const settled = output[0]?.subarray(2 * RATE) ?? new Float32Array()
    const harmonics = Array.from({ length: 100 }, (_, k) => powerAt(settled, 50 * (k + 2)))
    expect(inDb(harmonics, powerAt(settled, 50))).toBeLessThan(-140)
  })

  it('does not let a bass modulate what is above it: 50 Hz and 7 kHz, side lines below −140 dB', () => {
    const wave = (t: number) => SIX_OVER * (0.8 * sine(50, t) + 0.2 * sine(7000, t))
    const { output } = limit([signal(3, wave)])
    const settled = output[0]?.subarray(2 * RATE) ?? new Float32Array()
    const lines = Array.from({ length: 10 }, (_, k) => [
      powerAt(settled, 7000 - 50 * (k + 1)),
      powerAt(settled, 7000 + 50 * (k + 1)),
    ]).flat()
    expect(inDb(lines, powerAt(settled, 7000))).toBeLessThan(-140)
  })

  it('does not pump: a pad under kicks 8 dB over keeps its level to a third of a dB, which turning down moves by more than 3', () => {
    const noise = seededNoise(3)
    const mix = signal(4, (t) => {
      const since = t % 0.5
      const kick =
        Math.exp(-since * 40) * (sine(60 + 100 * Math.exp(-since * 60), since) + 0.6 * noise())
      return 2 * kick + 0.12 * sine(1500, t)
    })
    /** Range of the pad's level over 20 ms pieces between and after the kicks. */
    const movementDb = (budgetDb: number): number => {
      const { output } = limit([mix], { budgetDb })
      const levels: number[] = []
      for (let at = RATE; at < 3 * RATE; at += 960) {
        const since = (at / RATE) % 0.5
        if (since < 0.06 || since > 0.4) continue
        levels.push(
          10 * Math.log10(powerAt(output[0]?.slice(at, at + 960) ?? new Float32Array(), 1500)),
        )
      }
      return Math.max(...levels) - Math.min(...levels)
    }
    expect(movementDb(NO_BUDGET_DB)).toBeGreaterThan(3)
    expect(movementDb(0)).toBeLessThan(0.33)
  })

  it.each([0, FREE_BUDGET_DB])(
    'holds the ceiling by the 8 × 64 detector on noise and clicks, budget %i dB',
    (budgetDb) => {
      const noise = seededNoise(5)
      let dull = 0
      const x = signal(1, () => {
        dull += 0.3 * (noise() - dull)
        return 3 * dull + (noise() > 0.999 ? 3 : 0)
      })
      const { output, cancelled } = limit([x], { budgetDb })
      expect(truePeak(output)).toBeLessThanOrEqual(CEILING * 1.0001)
      expect(cancelled).toBeGreaterThan(100)
    },
  )

  it('lets what is under the ceiling through bit for bit, at every budget', () => {
    const x = signal(0.5, (t) => 0.5 * sine(440, t))
    for (const budgetDb of [NO_BUDGET_DB, 0, FREE_BUDGET_DB])
      expect(limit([x], { budgetDb }).output[0]).toEqual(x)
  })

  it('gives the same bits for any blocking and however late the audio comes; mono stays mono', () => {
    const noise = seededNoise(8)
    const x = signal(0.5, (t) => 1.5 * sine(110, t) * noise() + 0.8 * sine(220, t))
    const [left, right] = limit([x, x]).output
    expect(left).toEqual(right)
    for (const blockFrames of [64, 1009])
      expect(limit([x, x], { blockFrames }).output[0]).toEqual(left)
    const late = new Float32Array(x.length + 333)
    late.set(x, 333)
    expect(limit([late, late], { delayFrames: 333 }).output[0]?.subarray(333)).toEqual(left)
  })
})
