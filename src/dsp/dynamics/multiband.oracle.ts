import { linkwitzRiley4 } from '../filters/crossover'
import type { Biquad } from '../filters/section'
import { directForm } from '../testing/direct-form'
import { staticCurveDb } from './compressor.oracle'
import type { BandParams } from './multiband'

const through = (x: Float64Array, ...sections: readonly Biquad[]): Float64Array =>
  sections.reduce((y, section) => directForm(y, y.length, section), x)

/** The signal through the all-pass of every crossover: what the bands amount to. */
export const allPassed = (
  input: Float32Array,
  crossoversHz: readonly number[],
  sampleRate: number,
): Float64Array =>
  through(
    Float64Array.from(input),
    ...crossoversHz.map((freqHz) => linkwitzRiley4(freqHz, sampleRate).allPass),
  )

/** The compensated tree, one section after the other as the reference writes it. */
export const bandsOf = (
  input: Float32Array,
  crossoversHz: readonly number[],
  sampleRate: number,
): readonly Float64Array[] => {
  const crossovers = crossoversHz.map((freqHz) => linkwitzRiley4(freqHz, sampleRate))
  const bands: Float64Array[] = []
  let rest: Float64Array = Float64Array.from(input)
  for (const [index, { low, high }] of crossovers.entries()) {
    const later = crossovers.slice(index + 1).map(({ allPass }) => allPass)
    bands.push(through(rest, low, low, ...later))
    rest = through(rest, high, high)
  }
  return [...bands, rest]
}

/** The multiband compressor in float64. */
export const multibandOracle = (
  input: readonly Float32Array[],
  bandParams: readonly BandParams[],
  crossoversHz: readonly number[],
  sampleRate: number,
): readonly Float64Array[] => {
  const output = input.map((x) => new Float64Array(x.length))
  const split = input.map((x) => bandsOf(x, crossoversHz, sampleRate))
  for (const [band, params] of bandParams.entries()) {
    const channels = split.map((bands) => bands[band] ?? new Float64Array())
    const step = (timeMs: number) => 1 - Math.exp(-1000 / (timeMs * sampleRate))
    let reduction = 0
    for (let n = 0; n < (channels[0]?.length ?? 0); n++) {
      const peak = Math.max(...channels.map((x) => Math.abs(x[n] ?? 0)))
      const levelDb = 20 * Math.log10(Math.max(1e-19, peak))
      const goal = levelDb - staticCurveDb(params, levelDb)
      reduction += (goal - reduction) * step(goal > reduction ? params.attackMs : params.releaseMs)
      const wet = 10 ** ((params.makeupDb - reduction) / 20)
      const gain = params.weight * (1 - params.mix + params.mix * wet)
      for (const [c, x] of channels.entries()) {
        const y = output[c]
        if (y) y[n] = (y[n] ?? 0) + gain * (x[n] ?? 0)
      }
    }
  }
  return output
}
