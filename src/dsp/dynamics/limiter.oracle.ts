import { type InterpolatorShape, interpolator, METER_SHAPE } from '../resampling/interpolator'
import { type LimiterParams, limiterTiming } from './limiter-timing'

/** Largest |signal| over the open interval (n, n+1) for every n, by the plain interpolation sum. */
export function intervalPeaksOf(x: ArrayLike<number>, shape: InterpolatorShape): Float64Array {
  const { phases, taps, rows } = interpolator(shape)
  const weights = Float64Array.from(rows)
  const padded = new Float64Array(x.length + taps)
  padded.set(x, taps / 2 - 1)
  return new Float64Array(x.length).map((_, n) => {
    let peak = 0
    for (let p = 1; p < phases; p++) {
      let sum = 0
      for (let j = 0; j < taps; j++) sum += (weights[p * taps + j] ?? 0) * (padded[n + j] ?? 0)
      peak = Math.max(peak, Math.abs(sum))
    }
    return peak
  })
}

/** True peak of a whole signal, linear. */
export function truePeakOf(x: ArrayLike<number>, shape: InterpolatorShape): number {
  let peak = 0
  for (const value of intervalPeaksOf(x, shape)) peak = Math.max(peak, value)
  for (let n = 0; n < x.length; n++) peak = Math.max(peak, Math.abs(x[n] ?? 0))
  return peak
}

/**
 * The limiter's gains in float64, every stage by its definition: direct sums, direct minima,
 * one convolution with the three boxes. One array per channel; gains[n] belongs to frame n of the
 * output, that is to frame n − latency of the input.
 */
export function limiterGainsOf(
  input: readonly Float32Array[],
  params: LimiterParams,
  sampleRate: number,
  shape: InterpolatorShape = METER_SHAPE,
): readonly Float64Array[] {
  const timing = limiterTiming(params, sampleRate, shape)
  const { windowFrames, quickWindowFrames, boxFrames, attackFrames, latencyFrames } = timing
  const detector = latencyFrames - attackFrames
  const kernel = boxFrames.reduce((sum, length) => convolvedWithBox(sum, length), [1])
  const peaks = input.map((x) => {
    const between = intervalPeaksOf(x, shape)
    return between.map((value, n) => Math.max(between[n - 1] ?? 0, Math.abs(x[n] ?? 0), value))
  })
  const step = (timeMs: number) => 1 - Math.exp(-1000 / (timeMs * sampleRate))
  return peaks.map((own) => {
    const required = own.map((value, n) => {
      const needed = (peak: number) => Math.min(1, params.ceiling / peak)
      const lowest = Math.min(...peaks.map((other) => needed(other[n] ?? 0)))
      return needed(value) + params.link * (lowest - needed(value))
    })
    const low = params.quick ? lowPart(input, required, params, sampleRate, detector) : required
    const released = heldBy(low, windowFrames, params, step)
    if (params.quick)
      for (const [n, gain] of heldBy(required, quickWindowFrames, params.quick, step).entries())
        released[n] = Math.min(released[n] ?? 1, gain)
    return released.map((_, n) =>
      kernel.reduce((sum, weight, k) => sum + weight * (released[n - detector - k] ?? 1), 0),
    )
  })
}

/** Moving minimum, release and slow stage. */
const heldBy = (
  required: Float64Array,
  windowFrames: number,
  { releaseMs, slow: stage }: Pick<LimiterParams, 'releaseMs' | 'slow'>,
  step: (timeMs: number) => number,
): Float64Array => {
  let release = 1
  let slow = 0
  return required.map((_, n) => {
    const goal = Math.min(1, ...required.subarray(Math.max(0, n + 1 - windowFrames), n + 1))
    release = Math.min(goal, release + (goal - release) * step(releaseMs))
    if (!stage) return release
    const reduction = 1 - goal
    slow += (reduction - slow) * step(reduction > slow ? stage.chargeMs : stage.releaseMs)
    const least = stage.mostDb === undefined ? 0 : release * 10 ** (-stage.mostDb / 20)
    return Math.min(release, Math.max(1 - slow, least))
  })
}

/** The part of a required gain that low sound asks for, all channels linked. */
const lowPart = (
  input: readonly Float32Array[],
  required: Float64Array,
  { ceiling }: LimiterParams,
  sampleRate: number,
  detectorFrames: number,
): Float64Array => {
  const step = 1 - Math.exp((-2 * Math.PI * 250) / sampleRate)
  const envelopes = input.map((x) => {
    let first = 0
    let second = 0
    let envelope = 0
    return Float64Array.from(x, (value) => {
      first += (value - first) * step
      second += (first - second) * step
      envelope = Math.max(envelope * Math.exp(-1000 / (80 * sampleRate)), Math.abs(second))
      return envelope
    })
  })
  return required.map((gain, n) => {
    const low = Math.max(...envelopes.map((envelope) => envelope[n + detectorFrames] ?? 0))
    const share = Math.min(1, Math.max(0, ((low * gain) / ceiling - 0.35) / 0.25))
    return 1 - share * (1 - gain)
  })
}

/** The limited audio, delayed by the latency, in float64. */
export function limitedBy(
  input: readonly Float32Array[],
  params: LimiterParams,
  sampleRate: number,
  shape: InterpolatorShape = METER_SHAPE,
): readonly Float64Array[] {
  const { latencyFrames } = limiterTiming(params, sampleRate, shape)
  // The detector's delay: the gain computed for frame m is ready when half its taps more have arrived.
  return limiterGainsOf(input, params, sampleRate, shape).map((gains, channel) =>
    gains.map((gain, n) => gain * (input[channel]?.[n - latencyFrames] ?? 0)),
  )
}

const convolvedWithBox = (x: readonly number[], length: number): number[] =>
  Array.from({ length: x.length + length - 1 }, (_, n) => {
    let sum = 0
    for (let k = 0; k < length; k++) sum += x[n - k] ?? 0
    return sum / length
  })
