import { oversampledBy } from '../resampling/oversampler.oracle'
import type { SaturationCurve, SaturatorParams } from './saturator'

/** The curves in float64, as they are defined. Odd, slope 1 at 0, within ±1. */
export const CURVES: Readonly<Record<SaturationCurve, (u: number) => number>> = {
  tape: Math.tanh,
  tube: (u) => u / Math.hypot(1, u),
  clip: (u) => {
    const a = Math.min(1.5, Math.abs(u))
    return Math.sign(u) * (a - (4 * a ** 3) / 27)
  },
}

const slopeAt = (curve: SaturationCurve, u: number): number => {
  if (curve === 'tape') return 1 - Math.tanh(u) ** 2
  if (curve === 'tube') return (1 + u * u) ** -1.5
  return 1 - (4 / 9) * u * u
}

/** The curve with its drive and bias: value 0 and slope 1 at 0. */
export const driven = (
  { curve, drive, bias }: Pick<SaturatorParams, 'curve' | 'drive' | 'bias'>,
  x: number,
): number => {
  const f = CURVES[curve]
  return (f(drive * x + bias) - f(bias)) / (drive * slopeAt(curve, bias))
}

/** The saturator without band filters, in float64. `latencyFrames`: its delay. */
export const saturatedBy = (
  params: SaturatorParams,
  x: Float64Array,
  sampleRate: number,
  latencyFrames: number,
): Float64Array => {
  const change = oversampledBy(
    x,
    sampleRate,
    params.factor,
    (high) => params.wet * (driven(params, high) - high),
  )
  return change.map((value, n) => (x[n - latencyFrames] ?? 0) + value)
}
