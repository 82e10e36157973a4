import type { Analysis } from '../../analysis/analysis'
import type { MasteredTrack } from '../../engine/protocol'

/**
 * A master's analysis with the true peak that its verdict was passed on: the longer interpolator finds more of a
 * peak, and the page must not give two figures for one thing.
 */
export const verifiedAnalysis = ({
  analysis,
  verdict,
}: Pick<MasteredTrack, 'analysis' | 'verdict'>): Analysis => {
  if (verdict.status === 'unmeasurable') return analysis
  const { truePeakDbtp } = verdict
  const { integratedLufs } = analysis.loudness
  const peakToLoudnessLu = integratedLufs === null ? null : truePeakDbtp - integratedLufs
  return { ...analysis, truePeakDbtp, peakToLoudnessLu }
}
