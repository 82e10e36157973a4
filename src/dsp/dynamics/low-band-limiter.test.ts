import { describe, expect, it } from 'vitest'
import { amplitudeToDb } from '../../core/decibels'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { inTime } from '../testing/in-blocks'
import { linePower } from '../testing/line-power'
import { seededNoise } from '../testing/seeded-noise'
import type { LimiterParams } from './limiter-timing'
import { LowBandLimiter, lowBandBoxFrames } from './low-band-limiter'

const kernels = nodeKernels()
const RATE = 48_000
const CEILING = 0.9
const PARAMS = {
  ceiling: CEILING,
  attackMs: 4,
  holdMs: 12,
  releaseMs: 84,
  slow: { chargeMs: 250, releaseMs: 420, mostDb: 3 },
}
const QUICK = { ...PARAMS, releaseMs: 20, slow: undefined }
const MOST_DB = 26

const signal = (seconds: number, wave: (t: number) => number): Float32Array =>
  Float32Array.from({ length: seconds * RATE }, (_, n) => wave(n / RATE))
const sine = (hz: number, t: number): number => Math.sin(2 * Math.PI * hz * t)

/** Through one, in time, with nothing allowed to stand over. */
const limited = (
  input: readonly Float32Array[],
  { blockFrames = 4096, link = 1, params = PARAMS as Omit<LimiterParams, 'link'> } = {},
): readonly Float32Array[] => {
  const channels = input.length === 1 ? 1 : 2
  const limiter = new LowBandLimiter(kernels, { ...params, link }, MOST_DB, 32, RATE, channels)
  const scope = kernels.scope()
  const weights = scope.f32(4096)
  weights.view.fill(1)
  const stage = {
    latencyFrames: limiter.latencyFrames,
    process: (pointers: readonly number[], frames: number) =>
      limiter.process(pointers, frames, weights.pointer),
  }
  const output = inTime(kernels, input, blockFrames, stage)
  limiter.dispose()
  scope.release()
  return output
}

/** Mean over `length` frames of `x`, behind each frame. */
const boxed = (x: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> => {
  let sum = 0
  return x.map((value, n) => {
    sum += value - (x[n - length] ?? 0)
    return sum / length
  })
}

describe('turning the low band down alone', () => {
  it('splits as its filter is defined, 3·H² − 2·H³ of two boxes H, to −100 dBFS', () => {
    const noise = seededNoise(4)
    const x = Float32Array.from({ length: 4096 }, () => noise())
    const length = lowBandBoxFrames(RATE)
    const scope = kernels.scope()
    const source = scope.f32(4096)
    const low = scope.f32(4096)
    const state = scope.f64(6 + 7 * length)
    source.view.set(x)
    const shift = Math.floor(3 * Math.log2(length))
    kernels.call.lowBand(source.pointer, low.pointer, 4096, state.pointer, length, 0, shift)
    const boxes = (count: number): Float64Array => {
      let y = Float64Array.from(x)
      for (let box = 0; box < count; box++) y = boxed(y, length)
      return y
    }
    const four = boxes(4)
    const worst = boxes(6).reduce((most, six, n) => {
      const expected = 3 * (four[n - length + 1] ?? 0) - 2 * six
      return Math.max(most, Math.abs((low.view[n] as number) - expected))
    }, 0)
    scope.release()
    expect(amplitudeToDb(worst)).toBeLessThan(-100)
  })

  it('turns a low wave down and leaves what lies above it where it was, to 0.1 dB', () => {
    const x = signal(1, (t) => 1.2 * sine(50, t) + 0.2 * sine(1500, t))
    const y = limited([x])[0]?.subarray(RATE / 2) ?? new Float32Array()
    const levelDb = (hz: number): number =>
      10 * Math.log10(linePower(y, hz, RATE) / linePower(x.subarray(RATE / 2), hz, RATE))
    expect(Math.abs(levelDb(1500))).toBeLessThan(0.1)
    expect(levelDb(50)).toBeLessThan(-4)
    expect(Math.max(...y.map(Math.abs))).toBeLessThan(CEILING)
  })

  it('leaves peaks alone of which the low band has no part', () => {
    const x = signal(0.5, (t) => 1.2 * sine(2000, t))
    expect(limited([x])[0]).toEqual(x)
  })

  it('lets what is under the ceiling through bit for bit', () => {
    const x = signal(0.5, (t) => 0.8 * sine(60, t))
    expect(limited([x])[0]).toEqual(x)
  })

  it('gives the same bits for any blocking; mono stays mono, and unlinked the quieter channel as it is', () => {
    const noise = seededNoise(9)
    const x = signal(0.5, (t) => 1.5 * sine(55, t) * Math.exp(-4 * t) + 0.2 * noise())
    const quiet = x.map((value) => value / 4)
    const [left, right] = limited([x, x])
    expect(left).toEqual(right)
    for (const blockFrames of [64, 1009]) expect(limited([x, x], { blockFrames })[0]).toEqual(left)
    expect(limited([x, quiet], { link: 0 })[1]).toEqual(quiet)
  })

  it('forgets: a start elsewhere comes to the same bits', () => {
    const x = signal(2, (t) => (t < 0.3 || t > 1.8 ? 1.4 : 0.5) * sine(55, t))
    const skip = 4096 * 10
    const whole = limited([x], { params: QUICK })[0]?.subarray(RATE * 1.7)
    expect(limited([x.subarray(skip)], { params: QUICK })[0]?.subarray(RATE * 1.7 - skip)).toEqual(
      whole,
    )
  })
})
