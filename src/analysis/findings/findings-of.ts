import type { Measurements } from '../measurements'
import { type Answer, found, NOT_FOUND, notMeasured } from './answer'
import { BALANCE_DETECTORS } from './balance'
import { BANDWIDTH_DETECTORS } from './bandwidth'
import { CHANNEL_DETECTORS } from './channels'
import { CLICK_DETECTORS } from './clicks'
import { CLIPPING_DETECTORS } from './clipping'
import { DROPOUT_DETECTORS } from './dropouts'
import { END_DETECTORS } from './ends'
import type { Detectors, Examined, ExaminedFacts, Facts } from './facts'
import { FINDING_KINDS, type Finding, type FindingKind } from './finding'
import { LEVEL_DETECTORS } from './levels'
import { LIMITING_DETECTORS } from './limiting'
import { LOW_END_DETECTORS } from './low-end'
import { RESONANCE_DETECTORS } from './resonance'
import { SIBILANCE_DETECTORS } from './sibilance'
import { toldOnce } from './told-once'
import { WORD_LENGTH_DETECTORS } from './word-length'

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

const isSilent = ({ samplePeakDbfs, loudness }: Measurements): boolean =>
  samplePeakDbfs === Number.NEGATIVE_INFINITY ||
  loudness.integratedLufs === Number.NEGATIVE_INFINITY

/** For every track, also one that is only measured. */
const DETECTORS: Detectors<Facts> = {
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
}

/** For tracks that were searched; these answers go before those above. */
const EXAMINED_DETECTORS: Detectors<ExaminedFacts> = {
  ...CLIPPING_DETECTORS,
  ...LIMITING_DETECTORS,
  ...WORD_LENGTH_DETECTORS,
  ...CHANNEL_DETECTORS,
  ...BANDWIDTH_DETECTORS,
  ...BALANCE_DETECTORS,
  ...LOW_END_DETECTORS,
  ...LEVEL_DETECTORS,
  ...RESONANCE_DETECTORS,
  ...SIBILANCE_DETECTORS,
  ...CLICK_DETECTORS,
  ...DROPOUT_DETECTORS,
  ...END_DETECTORS,
}

/** An answer for every kind, in their order; one fault is told once. `examined`: null where the track was only measured. */
export const findingsOf = (facts: Facts, examined: Examined | null): readonly Finding[] =>
  toldOnce(FINDING_KINDS.map((kind) => ({ kind, ...answerOf(kind, facts, examined) })))

const answerOf = (kind: FindingKind, facts: Facts, examined: Examined | null): Answer => {
  const detect = EXAMINED_DETECTORS[kind]
  if (!examined || !detect) return DETECTORS[kind]?.(facts) ?? notMeasured('not-looked-for')
  if (facts.measured.loudness.integratedLufs === null) return notMeasured('too-short')
  if (isSilent(facts.measured)) return notMeasured('silent')
  return detect({ ...facts, ...examined })
}
