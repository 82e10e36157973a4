import type { Analysis } from '../../analysis/analysis'
import { isFound } from '../../analysis/findings/finding'
import type { Peaks } from '../../analysis/peaks'

/** Samples this near to the file's own peak count as being at it (sources: clipped input). */
const TOLERANCE = 1e-6

/** Bins whose largest sample is at or above `amplitude`, ascending. */
export const binsAbove = ({ bins, values }: Peaks, amplitude: number): readonly number[] => {
  const found: number[] = []
  for (let bin = 0; bin < bins; bin++)
    if (Math.max(-(values[2 * bin] ?? 0), values[2 * bin + 1] ?? 0) >= amplitude) found.push(bin)
  return found
}

/** Where a file that was clipped touches its own ceiling; nothing for one that was not. */
export const clippedBins = (peaks: Peaks, analysis: Analysis | null): readonly number[] =>
  analysis !== null && isFound(analysis, 'clipped')
    ? binsAbove(peaks, 10 ** (analysis.samplePeakDbfs / 20) * (1 - TOLERANCE))
    : []

/**
 * Where samples of the master lie over its ceiling. Peaks between samples are not among them: a track's true peak
 * is measured as one running maximum, which passes over all that is smaller, so no place is known. The table marks the figure.
 */
export const overCeilingBins = (peaks: Peaks, ceilingDbtp: number): readonly number[] =>
  binsAbove(peaks, 10 ** (ceilingDbtp / 20) * (1 + TOLERANCE))
