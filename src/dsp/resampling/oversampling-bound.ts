import type { HalfBand } from './half-band'
import { type ExcessBound, excessBound } from './interpolator'

/**
 * How far a value of the cascaded half-bands' way up can lie from the straight line between its two
 * neighbours at the base rate: the cascade read as one interpolator of 2^stages phases.
 */
export const oversamplingBound = (stages: readonly HalfBand[]): ExcessBound => {
  const phases = 2 ** stages.length
  const response = stages.reduce(throughStage, Float64Array.of(1))
  const centre = (response.length - 1) / 2
  const half = Math.ceil(centre / phases) + 1
  const rows = Float64Array.from({ length: phases * 2 * half }, (_, i) => {
    const p = Math.floor(i / (2 * half))
    const j = i % (2 * half)
    return response[centre + p + phases * (half - 1 - j)] ?? 0
  })
  return excessBound({ phases, taps: 2 * half, rows })
}

/** The response so far at twice its rate, through the next half-band with gain 2. */
const throughStage = (low: Float64Array, { k, side }: HalfBand): Float64Array => {
  const high = new Float64Array(2 * (low.length - 1) + 4 * k + 3)
  low.forEach((value, n) => {
    const add = (at: number, tap: number) => {
      high[2 * n + at] = (high[2 * n + at] as number) + value * tap
    }
    add(2 * k + 1, 1)
    side.forEach((tap, j) => {
      add(2 * j, 2 * tap)
      add(4 * k + 2 - 2 * j, 2 * tap)
    })
  })
  return high
}
