import type { Measurements } from '../measurements'
import { type Answer, found, NOT_FOUND, notMeasured } from './answer'
import { FINDING_KINDS, type Finding, type FindingKind } from './finding'

/** −60 dBFS (sources: ratios). */
const DC_OFFSET_LIMIT = 0.001
/** … and an offset of 5 % is as bad as it gets. */
const WORST_DC_OFFSET = 0.05
/** matchering warns from 8 (sources: clipped input). */
const CLIPPED_RUNS_LIMIT = 8
const WORST_CLIPPED_RUNS = 1000
/** Already-mastered input (sources: bounds). */
const MASTERED_PLR_LU = 9
const MASTERED_PEAK_DBTP = -1

const isSilent = ({ samplePeakDbfs, loudness }: Measurements): boolean =>
  samplePeakDbfs === Number.NEGATIVE_INFINITY ||
  loudness.integratedLufs === Number.NEGATIVE_INFINITY

/** `clippedRuns`: see LevelStatistics. */
type Detector = (measured: Measurements, clippedRuns: number) => Answer

/** One detector for each kind. */
const DETECTORS: Readonly<Partial<Record<FindingKind, Detector>>> = {
  silent: (measured) => (isSilent(measured) ? found(1, null, '') : NOT_FOUND),
  'too-short': ({ loudness }) =>
    loudness.integratedLufs === null ? found(1, null, '') : NOT_FOUND,
  'dc-offset': ({ dcOffset }) => {
    const offset = Math.max(0, ...dcOffset.map(Math.abs))
    return offset > DC_OFFSET_LIMIT ? found(offset / WORST_DC_OFFSET, offset * 100, '%') : NOT_FOUND
  },
  clipped: (_, clippedRuns) =>
    clippedRuns >= CLIPPED_RUNS_LIMIT
      ? found(Math.log(clippedRuns) / Math.log(WORST_CLIPPED_RUNS), clippedRuns, 'places')
      : NOT_FOUND,
  'already-mastered': ({ peakToLoudnessLu, truePeakDbtp, loudness }) => {
    if (peakToLoudnessLu === null)
      return notMeasured(loudness.integratedLufs === null ? 'too-short' : 'silent')
    const mastered = peakToLoudnessLu < MASTERED_PLR_LU && truePeakDbtp > MASTERED_PEAK_DBTP
    return mastered ? found(1, peakToLoudnessLu, 'LU') : NOT_FOUND
  },
  'mono-compatibility': ({ correlation }) => {
    if (correlation === null) return notMeasured('mono')
    return correlation < 0 ? found(-correlation, correlation, '') : NOT_FOUND
  },
}

/** An answer for every kind, in their order. */
export const findingsOf = (measured: Measurements, clippedRuns: number): readonly Finding[] =>
  FINDING_KINDS.map((kind) => {
    const answer = DETECTORS[kind]?.(measured, clippedRuns) ?? notMeasured('not-looked-for')
    return { kind, ...answer }
  })
