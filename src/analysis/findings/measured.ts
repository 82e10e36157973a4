import type { Measurements } from '../measurements'
import { found, NOT_FOUND, notMeasured } from './answer'
import type { Detectors, Facts } from './facts'

/** −60 dBFS (sources: ratios). */
const DC_OFFSET_LIMIT = 0.001
/** … and an offset of 5 % is as bad as it gets. */
const WORST_DC_OFFSET = 0.05
/** matchering warns from 8 (sources: clipped input). */
const CLIPPED_RUNS_LIMIT = 8
const WORST_CLIPPED_RUNS = 1000
/** Already-mastered input (sources: bounds). */
const MASTERED_PLR_LU = 9
const MASTERED_PEAK_DBTP = -1.5

/** Nothing is heard in it. */
export const isSilent = ({ samplePeakDbfs, loudness }: Measurements): boolean =>
  samplePeakDbfs === Number.NEGATIVE_INFINITY ||
  loudness.integratedLufs === Number.NEGATIVE_INFINITY

/** For every track, also one that is only measured. */
export const MEASURED_DETECTORS = {
  silent: ({ measured }) => (isSilent(measured) ? found(1, null, '') : NOT_FOUND),
  'too-short': ({ measured: { loudness } }) =>
    loudness.integratedLufs === null ? found(1, null, '') : NOT_FOUND,
  'dc-offset': ({ measured: { dcOffset, loudness } }) => {
    // A few swings of the bass, cut anywhere, have a mean as well.
    if (loudness.integratedLufs === null) return notMeasured('too-short')
    const offset = Math.max(0, ...dcOffset.map(Math.abs))
    return offset > DC_OFFSET_LIMIT ? found(offset / WORST_DC_OFFSET, offset * 100, '%') : NOT_FOUND
  },
  clipped: ({ levels: { clippedRuns } }) =>
    clippedRuns >= CLIPPED_RUNS_LIMIT
      ? found(Math.log(clippedRuns) / Math.log(WORST_CLIPPED_RUNS), clippedRuns, 'places')
      : NOT_FOUND,
  'already-mastered': ({ measured: { peakToLoudnessLu, truePeakDbtp, loudness } }) => {
    if (peakToLoudnessLu === null)
      return notMeasured(loudness.integratedLufs === null ? 'too-short' : 'silent')
    const mastered = peakToLoudnessLu < MASTERED_PLR_LU && truePeakDbtp > MASTERED_PEAK_DBTP
    return mastered ? found(1, peakToLoudnessLu, 'LU') : NOT_FOUND
  },
  'mono-compatibility': ({ measured: { correlation } }) => {
    if (correlation === null) return notMeasured('mono')
    return correlation < 0 ? found(-correlation, correlation, '') : NOT_FOUND
  },
} satisfies Detectors<Facts>
