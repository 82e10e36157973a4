import type { LevelStatistics, Totals } from '../dsp/meters/level-statistics'

/** Facts about the samples of a whole track. */
export interface Levels {
  /** Linear. */
  readonly samplePeak: number
  /** Runs of at least 3 samples of one sign within 1e-6 of the sample peak. */
  readonly clippedRuns: number
  /** Σ LR ÷ √(ΣL² ΣR²), −1 … 1; 0 when a channel is silent. */
  readonly correlation: number
  /** Σ x of the first two channels. */
  readonly sums: readonly [number, number]
  /** Σ (L + R)² and Σ (L − R)² of the first two channels. */
  readonly midSideSquares: readonly [number, number]
}

/** The same of one segment of a track, not yet put together. */
export interface SegmentLevels {
  /** Linear. */
  readonly samplePeak: number
  /** Runs at the sample peak of the segment that become three samples long in it. */
  readonly clippedRuns: number
  readonly totals: Totals
}

/** Samples this close to the maximum count as being at it (sources: clipped input). */
const TOLERANCE = 1e-6

/** What the statistics have found so far. */
export const levelsOf = ({ samplePeak, clippedRuns, totals }: LevelStatistics): SegmentLevels => ({
  samplePeak,
  clippedRuns,
  totals,
})

/** The levels of a track from those of all its segments. */
export const joinLevels = (parts: readonly SegmentLevels[]): Levels => {
  const samplePeak = parts.reduce((largest, part) => Math.max(largest, part.samplePeak), 0)
  const clippedRuns = parts
    .filter((part) => part.samplePeak >= samplePeak * (1 - TOLERANCE))
    .reduce((sum, part) => sum + part.clippedRuns, 0)
  const total = (key: keyof Totals): number =>
    parts.reduce((sum, { totals }) => sum + totals[key], 0)
  const scale = Math.sqrt(total('leftSquares')) * Math.sqrt(total('rightSquares'))
  const correlation = scale > 0 ? Math.max(-1, Math.min(1, total('products') / scale)) : 0
  const squares = total('leftSquares') + total('rightSquares')
  const products = 2 * total('products')
  return {
    samplePeak,
    clippedRuns,
    correlation,
    sums: [total('left'), total('right')],
    midSideSquares: [squares + products, squares - products],
  }
}
