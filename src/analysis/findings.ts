import type { Analysis, Finding } from './analysis'

/** −60 dBFS (sources: ratios). */
const DC_OFFSET_LIMIT = 0.001
/** matchering warns from 8 (sources: clipped input). */
const CLIPPED_RUNS_LIMIT = 8
/** Already-mastered input (sources: bounds). */
const MASTERED_PLR_LU = 9
const MASTERED_PEAK_DBTP = -1

/** What is worth telling about a measured track. `clippedRuns`: see LevelStatistics. */
export function findingsOf(analysis: Omit<Analysis, 'findings'>, clippedRuns: number): Finding[] {
  const { loudness, truePeakDbtp, peakToLoudnessLu, correlation } = analysis
  const findings: Finding[] = []
  if (
    analysis.samplePeakDbfs === Number.NEGATIVE_INFINITY ||
    loudness.integratedLufs === Number.NEGATIVE_INFINITY
  )
    findings.push({ kind: 'silent' })
  if (loudness.integratedLufs === null) findings.push({ kind: 'too-short' })
  const offset = Math.max(0, ...analysis.dcOffset.map(Math.abs))
  if (offset > DC_OFFSET_LIMIT) findings.push({ kind: 'dc-offset', percent: offset * 100 })
  if (clippedRuns >= CLIPPED_RUNS_LIMIT) findings.push({ kind: 'clipped', runs: clippedRuns })
  if (
    peakToLoudnessLu !== null &&
    peakToLoudnessLu < MASTERED_PLR_LU &&
    truePeakDbtp > MASTERED_PEAK_DBTP
  )
    findings.push({ kind: 'already-mastered' })
  if (correlation !== null && correlation < 0)
    findings.push({ kind: 'mono-compatibility', correlation })
  return findings
}
