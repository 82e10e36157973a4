import { assert } from '../../core/assert'
import { sin } from '../elementary'
import { kaiserAt } from '../filters/kaiser'

/**
 * Polyphase Kaiser-windowed sinc with cut-off at fs/2: the input samples are among its outputs.
 * Row p reads the signal p/phases of a sample after x[n]:
 *
 *     y(n + p/phases) = Σ_j rows[p · taps + j] · x[n − taps/2 + 1 + j],  j = 0 … taps − 1
 *
 * Row 0 is the sample x[n] itself; row phases − p is row p reversed. Every row sums to 1.
 */
export interface Interpolator {
  readonly phases: number
  readonly taps: number
  readonly rows: Float64Array
}

/** Shape of an interpolator. `beta` is Kaiser's. */
export interface InterpolatorShape {
  readonly phases: number
  readonly taps: number
  readonly beta: number
}

/** The meter and the limiter's detector: ±0.001 dB to 0.42 fs (sources: true peak). */
export const METER_SHAPE: InterpolatorShape = { phases: 8, taps: 64, beta: 10 }

/** Longer than any detector: the verifier of a finished master (sources: true peak). */
export const VERIFIER_SHAPE: InterpolatorShape = { phases: 16, taps: 128, beta: 10 }

/** Designs that were made: every segment of a track is measured by the same few, and the longest takes as long as a second of it. */
const designs = new WeakMap<InterpolatorShape, Interpolator>()

/** The design of a shape, made once; not to be written to. `phases` and `taps` are even. */
export function interpolator(shape: InterpolatorShape): Interpolator {
  const known = designs.get(shape)
  if (known) return known
  const design = designed(shape)
  designs.set(shape, design)
  return design
}

/** The rows in float64 by + − × ÷ alone, so that every engine gets the same bits. */
function designed({ phases, taps, beta }: InterpolatorShape): Interpolator {
  assert(phases % 2 === 0 && taps % 2 === 0, 'interpolator: phases and taps must be even')
  const rows = new Float64Array(phases * taps)
  const half = taps / 2
  rows[half - 1] = 1
  for (let p = 1; p <= phases / 2; p++) {
    const row = windowedSinc(p / phases, half, beta)
    const sum = row.reduce((total, value) => total + value, 0)
    row.forEach((value, j) => {
      rows[p * taps + j] = value / sum
      rows[(phases - p) * taps + (taps - 1 - j)] = value / sum
    })
  }
  return { phases, taps, rows }
}

/**
 * The rows as the kernels read them: for each j = 0 … taps/2 − 1 the coefficients of the sum
 * s_j = x[first + j] + x[last − j] and of the difference d_j = x[first + j] − x[last − j]:
 *
 *     E_p = Σ even_p[j] · s_j,  O_p = Σ odd_p[j] · d_j,  y_p = E_p + O_p,  y_(phases − p) = E_p − O_p
 *
 * so max(|y_p|, |y_(phases − p)|) = |E_p| + |O_p|: half the multiplications.
 * One group of pairs after the other, `pairs` = the p of each group; within a group, per j:
 * even, odd of each pair; the middle row p = phases/2 is symmetric and has no odd part.
 */
export function foldedRows(
  { phases, taps, rows }: Interpolator,
  pairs: readonly number[],
): Float32Array {
  const folded: number[] = []
  for (let j = 0; j < taps / 2; j++) {
    for (const p of pairs) {
      const left = rows[p * taps + j] ?? 0
      const right = rows[p * taps + taps - 1 - j] ?? 0
      folded.push((left + right) / 2)
      if (p !== phases / 2) folded.push((left - right) / 2)
    }
  }
  return Float32Array.from(folded)
}

/** Makes it once for each design: the meters of every segment of a track ask for the same. */
const onceADesign = <Made>(make: (design: Interpolator) => Made) => {
  const known = new WeakMap<Interpolator, Made>()
  return (design: Interpolator): Made => {
    const made = known.get(design) ?? make(design)
    known.set(design, made)
    return made
  }
}

/** How far an interpolated value can lie from the straight line between its two neighbours. */
export interface ExcessBound {
  /** … per unit of the largest second difference |x[k−1] − 2x[k] + x[k+1]| under the taps. */
  readonly perSecondDifference: number
  /** … per unit of the largest |x| under the taps; rounding of float32 sums included. */
  readonly perPeak: number
}

/**
 * Summing row − (straight line) by parts twice leaves weights on second differences only (rows sum
 * to 1) and one last weight on a first difference (≤ 2 peaks). Smooth music has small second differences,
 * which is what lets a meter skip nearly all of it, exactly.
 */
export const excessBound = onceADesign(({ phases, taps, rows }): ExcessBound => {
  let perSecondDifference = 0
  let perPeak = 0
  for (let p = 1; p <= phases / 2; p++) {
    const sums = summedTwice({ phases, taps, rows }, p)
    const total = sums.subarray(0, -1).reduce((sum, weight) => sum + Math.abs(weight), 0)
    perSecondDifference = Math.max(perSecondDifference, total)
    perPeak = Math.max(perPeak, 2 * Math.abs(sums[taps - 2] ?? 0))
  }
  return { perSecondDifference, perPeak: perPeak + FLOAT32_SLACK }
})

/**
 * Row p − (straight line), summed by parts twice: the weight at j is that of the second difference around x[n − taps/2 + 2 + j],
 * the last one that of a first difference.
 */
const summedTwice = ({ phases, taps, rows }: Interpolator, p: number): Float64Array => {
  const sums = new Float64Array(taps - 1)
  const fraction = p / phases
  let first = 0
  let second = 0
  for (let j = 0; j < taps - 1; j++) {
    const line = j === taps / 2 - 1 ? 1 - fraction : j === taps / 2 ? fraction : 0
    first += (rows[p * taps + j] ?? 0) - line
    second += first
    sums[j] = second
  }
  return sums
}

/** Pairs of second differences around an interval that are weighed one by one. */
const NEAR_PAIRS = 8

/**
 * A bound that is nearer than {@link excessBound} where second differences differ: how far a value between x[n] and x[n + 1] can lie from
 * the line, for every phase, is at most b₀·(largest second difference under the taps) + Σ_j b_(1+j)·(|d[n − j]| + |d[n + 1 + j]|),
 * j = 0 … 7, d[k] = x[k−1] − 2x[k] + x[k+1], and `perPeak` of `excessBound`.
 */
export const nearBound = onceADesign((design): Float32Array => {
  const { phases, taps } = design
  const middle = taps / 2 - 2
  const weights = new Float64Array(taps / 2 - 1)
  for (let p = 1; p <= phases / 2; p++) {
    const sums = summedTwice(design, p)
    for (let j = 0; j < weights.length; j++) {
      // Phase P − p has the same weights from the other end.
      const pair = [sums[middle - j] ?? 0, sums[middle + 1 + j] ?? 0].map(Math.abs)
      weights[j] = Math.max(weights[j] ?? 0, ...pair)
    }
  }
  const far = weights.subarray(NEAR_PAIRS).reduce((sum, weight) => sum + 2 * weight, 0)
  return Float32Array.of(far, ...weights.subarray(0, NEAR_PAIRS))
})

/** taps · 2^−24 · Σ|h| < 3e-5 for every shape in use. */
const FLOAT32_SLACK = 1e-4

function windowedSinc(fraction: number, half: number, beta: number): number[] {
  const sine = sin(Math.PI * fraction)
  const row: number[] = []
  for (let j = 0; j < 2 * half; j++) {
    const tap = j - half + 1
    const distance = fraction - tap
    // sin(π(fraction − tap)) = ± sin(π · fraction)
    const sinc = ((tap % 2 === 0 ? 1 : -1) * sine) / (Math.PI * distance)
    const position = distance / half
    row.push(sinc * kaiserAt(position, beta))
  }
  return row
}
