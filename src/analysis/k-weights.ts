import { cos } from '../dsp/elementary'
import { type KStage, kWeighting } from '../dsp/filters/k-weighting'

const weightsMade = new Map<string, Float64Array>()

/** |H|² of K-weighting (BS.1770-5) for the bins 0 … size / 2 of a transform of `size` frames; made once. */
export const kWeights = (size: number, sampleRate: number): Float64Array => {
  const key = `${size} ${sampleRate}`
  const { shelf, highPass } = kWeighting(sampleRate)
  const weights =
    weightsMade.get(key) ??
    Float64Array.from({ length: size / 2 + 1 }, (_, k) => {
      const turns = k / size
      const [one, two] = [cos(2 * Math.PI * turns), cos(4 * Math.PI * turns)]
      return powerAt(shelf, one, two) * powerAt(highPass, one, two)
    })
  weightsMade.set(key, weights)
  return weights
}

/** |H|² of a filter stage at a frequency of which the cosines of one and of two samples' phase are given. */
const powerAt = ({ b0, b1, b2, a1, a2 }: KStage, one: number, two: number): number => {
  const above = b0 * b0 + b1 * b1 + b2 * b2 + 2 * (b0 * b1 + b1 * b2) * one + 2 * b0 * b2 * two
  const below = 1 + a1 * a1 + a2 * a2 + 2 * (a1 + a1 * a2) * one + 2 * a2 * two
  return above / below
}
