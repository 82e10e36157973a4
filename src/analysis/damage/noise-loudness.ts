import { BAND_COUNT, INTERNAL_NOISE, powerOf } from './ear'

const EXPONENT = 0.23
const MASKING = 1.5
const MODULATION_SHARE = 0.15
const MODULATION_OFFSET = 0.5

/**
 * How loud what was added is beside the masking original, sone-like, ≥ 0. All per band: adapted
 * excitations and modulation of both.
 */
export const partialNoiseLoudness = (
  original: Float64Array,
  altered: Float64Array,
  modulationOriginal: Float64Array,
  modulationAltered: Float64Array,
): number => {
  let sum = 0
  for (let band = 0; band < BAND_COUNT; band++) {
    const a = original[band] as number
    const b = altered[band] as number
    const sa = MODULATION_SHARE * (modulationOriginal[band] as number) + MODULATION_OFFSET
    const sb = MODULATION_SHARE * (modulationAltered[band] as number) + MODULATION_OFFSET
    const threshold = INTERNAL_NOISE[band] as number
    const added = sb * b - sa * a
    if (added <= 0) continue
    const beta = Math.exp((-MASKING * (b - a)) / a)
    const excess = 1 + added / (threshold + sa * a * beta)
    sum += powerOf(threshold / sb, EXPONENT) * (powerOf(excess, EXPONENT) - 1)
  }
  return (24 / BAND_COUNT) * sum
}
