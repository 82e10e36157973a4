import type { Analysis } from '../../analysis/analysis'
import type { CancelledPeaks } from '../../chain/descriptor'
import type { Recipe } from '../../chain/recipe'
import { amplitudeToDb, dbToAmplitude } from '../../core/decibels'
import type { Landed } from './land'
import type { PassResult } from './landing-pass'
import type { BeforeLanding, Verdict } from './verdict'

/** A master this near to its target has hit it (sources: goals: goal of "landing"). */
export const LANDING_TOLERANCE_LU = 0.05

/** How far the highest cancelled peak stood over the ceiling, dB; 0 where none was. */
export const deepestCancelledDbOf = (
  { deepest }: Pick<CancelledPeaks, 'deepest'>,
  ceilingDbtp: number,
): number => amplitudeToDb(1 + deepest / dbToAmplitude(ceilingDbtp))

const differenceOf = (before: number | null, after: number | null): number | null =>
  before === null || after === null ? null : before - after

/** How a finished master landed. `recipe` is the one it was rendered with. */
export const verdictOf = (
  recipe: Recipe,
  analysis: Analysis,
  truePeakDbtp: number,
  pass: PassResult,
  stoppedBy: Landed['stoppedBy'],
  before: BeforeLanding,
): Verdict => {
  const { integratedLufs } = analysis.loudness
  if (integratedLufs === null) return { status: 'unmeasurable', reason: 'too-short' }
  if (!Number.isFinite(integratedLufs)) return { status: 'unmeasurable', reason: 'silent' }
  const { targetLufs, landing } = recipe
  const figures = {
    targetLufs,
    integratedLufs,
    ceilingDbtp: landing.ceilingDbtp,
    truePeakDbtp,
    driveDb: landing.driveDb,
    limitedShare: pass.limitedShare,
    maximumReductionDb: pass.maximumReductionDb,
    averageReductionDb: pass.averageReductionDb,
    lowMaximumReductionDb: pass.lowBand?.maximumDb ?? 0,
    lowAverageReductionDb: pass.lowBand?.averageDb ?? 0,
    cancelledPeaks: pass.cancelled.count,
    deepestCancelledDb: deepestCancelledDbOf(pass.cancelled, landing.ceilingDbtp),
    crestLostLu: before.crestLu - (truePeakDbtp - integratedLufs),
    rangeLostLu: differenceOf(before.rangeLu, analysis.loudness.loudnessRangeLu),
  }
  const missLu = integratedLufs - targetLufs
  if (Math.abs(missLu) <= LANDING_TOLERANCE_LU) return { status: 'hit', ...figures }
  return { status: 'missed', reason: stoppedBy ?? 'not-converged', missLu, ...figures }
}
