import { formatNumber } from './format'

/** What one band of a module took off over a whole master. */
export interface BandReduction {
  readonly label: string
  /** dB, positive. */
  readonly largestDb: number
}

/** Of a whole master, as its verdict has it. */
export interface LimiterFigures {
  readonly maximumReductionDb: number
  readonly averageReductionDb: number
}

/** What is taken off, as a change of level: −2.5 dB. */
export const reductionText = (reductionDb: number): string =>
  `${reductionDb === 0 ? '0.0' : formatNumber(-reductionDb, 1)} dB`

/** The plot of gain reduction over the whole master in words. */
export const wholeReductionSentences = (bands: readonly BandReduction[]): string =>
  `Gain reduction over the whole master, one row for each band of each module that has any; the arrow keys move a cursor that reads it. Largest: ${
    bands.map(({ label, largestDb }) => `${label} ${reductionText(largestDb)}`).join(', ') || 'none'
  }.`

/** The plot of the last seconds' gain reduction in words. */
export const liveReductionSentences = (
  spanSeconds: number,
  modulesOn: readonly string[],
  limiter: LimiterFigures | null,
): string => {
  const plot = `Gain reduction of the last ${spanSeconds} seconds, one row for each band of each module that has any; the arrow keys move a cursor that reads it. Modules on: ${modulesOn.join(', ')}.`
  if (!limiter) return plot
  return `${plot} Over the whole master the limiter takes ${formatNumber(limiter.maximumReductionDb, 1)} dB at most, ${formatNumber(limiter.averageReductionDb, 1)} dB on average.`
}
