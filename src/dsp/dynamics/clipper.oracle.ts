import { oversampledBy } from '../resampling/oversampler.oracle'
import type { ClipperParams } from './clipper'

/** Straight to ceiling·(1 − softness), a parabola to the ceiling, flat above; in float64. */
export const clipCurve =
  ({ ceiling, softness }: ClipperParams) =>
  (x: number): number => {
    const magnitude = Math.abs(x)
    const knee = ceiling * (1 - softness)
    const width = ceiling * softness
    if (magnitude <= knee) return x
    if (magnitude >= knee + 2 * width) return Math.sign(x) * ceiling
    const v = (magnitude - knee) / width
    return Math.sign(x) * (knee + width * (v - (v * v) / 4))
  }

/** The clipper in float64, nothing skipped. `latencyFrames`: its delay. */
export const clippedBy = (
  params: ClipperParams,
  x: Float64Array,
  sampleRate: number,
  latencyFrames: number,
): Float64Array => {
  const curve = clipCurve(params)
  const change = oversampledBy(x, sampleRate, 8, (high) => curve(high) - high)
  return change.map((value, n) => (x[n - latencyFrames] ?? 0) + value)
}
