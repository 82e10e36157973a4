import type { Analysis } from '../../analysis/analysis'
import type { Landing } from '../../chain/descriptor'
import { withLanding } from '../../chain/edit-recipe'
import type { Recipe } from '../../chain/recipe'
import { MARGIN_DB_SPEC } from '../../chain/target-specs'
import type { JobContext } from '../../core/job'
import type { PcmStore } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import type { Executor } from '../render/executor'
import type { ReductionSeries } from '../render/reduction-series'
import type { Upstream } from '../render/upstream'
import { landingPass, type PassResult } from './landing-pass'
import { limiterParamsOf } from './limiter-settings'
import { LoudnessModel } from './loudness-model'
import {
  AVERAGE_REDUCTION_LIMIT_DB,
  type Correction,
  type DriveAnswer,
  NO_CORRECTION,
  PEAK_REDUCTION_LIMIT_DB,
  solveDrive,
} from './solve-drive'
import { ceilMargin, expectedMargin, MARGIN_HAIR_DB } from './solve-landing'
import { allowedPeakDbtp } from './true-peak-allowance'

export interface Landed {
  /** The recipe given, with the landing that `master` was made with. */
  readonly recipe: Recipe
  readonly pass: PassResult
  readonly analysis: Analysis
  /** Of the landing part's modules. */
  readonly reductions: readonly ReductionSeries[]
  /** 16 × 128 */
  readonly truePeakDbtp: number
  readonly stoppedBy: DriveAnswer['stoppedBy']
  /** Real passes it took. */
  readonly passes: number
}

/** One real pass and three corrections; more only to bring a true peak under the ceiling. */
const PASSES = 4
/** Nearer than this is settled: inside the 0.05 LU of a hit, with room for another meter's rounding. */
const SETTLED_LU = 0.04
/** The reduction limits hold for the real limiter to within this. */
const REDUCTION_TOLERANCE_DB = 0.1

/**
 * Solves the landing on the envelope, renders it into `master`, and corrects both from what the real
 * pass measured, until loudness, reductions and true peak are what they have to be. The drive and margin
 * that the recipe arrives with are not looked at: landing a landed recipe again gives the same bytes.
 */
export const land = async (
  upstream: Upstream,
  recipe: Recipe,
  master: PcmStore,
  kernels: Kernels,
  executor: Executor,
  whole: Pick<JobContext, 'checkpoint'>,
  nextStage: () => JobContext,
): Promise<Landed> => {
  const { targetLufs } = recipe
  const { ceilingDbtp } = recipe.landing
  const allowedDbtp = allowedPeakDbtp(ceilingDbtp)
  const params = limiterParamsOf(recipe, recipe.landing)
  const model = new LoudnessModel(upstream.envelope, params)
  const expected = await expectedMargin(model, upstream, recipe, params !== null, kernels, whole)
  let { marginDb, nearDb } = expected
  let correction: Correction = NO_CORRECTION
  let overshoots = 0
  let passes = 0
  for (;;) {
    const thresholdDbtp = ceilingDbtp - marginDb
    const question = { targetLufs, thresholdDbtp, limiterOn: params !== null, correction, nearDb }
    const job = nextStage()
    const answer = await solveDrive(model, question, job)
    nearDb = answer.driveDb
    const landing: Landing = withLanding(recipe, { driveDb: answer.driveDb, marginDb }).landing
    const {
      result: pass,
      analysis,
      reductions,
    } = await landingPass(upstream, recipe, landing, model, master, executor, job)
    passes++
    correction = differences(pass, model.predict(landing.driveDb, thresholdDbtp))
    const better = () => solveDrive(model, { ...question, correction }, job)
    const truePeakDbtp = analysis.truePeakDbtp
    const overDb = truePeakDbtp - allowedDbtp
    const isLevel =
      passes >= PASSES + overshoots || arrived(pass, targetLufs) || settled(pass, await better())
    if (isLevel && (overDb <= 0 || marginDb >= MARGIN_DB_SPEC.max))
      return {
        recipe: { ...recipe, landing },
        pass,
        analysis,
        reductions,
        truePeakDbtp,
        stoppedBy: answer.stoppedBy,
        passes,
      }
    if (overDb <= 0) continue
    overshoots++
    marginDb = Math.min(
      MARGIN_DB_SPEC.max,
      ceilMargin(marginDb + overDb + MARGIN_HAIR_DB * overshoots),
    )
  }
}

const differences = (pass: PassResult, predicted: DriveAnswer['prediction']): Correction => ({
  loudnessLu: finite(pass.integratedLufs) - finite(predicted.integratedLufs),
  maximumReductionDb: pass.maximumReductionDb - predicted.maximumReductionDb,
  averageReductionDb: pass.averageReductionDb - predicted.averageReductionDb,
})

const finite = (lufs: number | null): number => (lufs !== null && Number.isFinite(lufs) ? lufs : 0)

const withinLimits = (pass: PassResult): boolean =>
  pass.maximumReductionDb <= PEAK_REDUCTION_LIMIT_DB + REDUCTION_TOLERANCE_DB &&
  pass.averageReductionDb <= AVERAGE_REDUCTION_LIMIT_DB + REDUCTION_TOLERANCE_DB

const arrived = (pass: PassResult, targetLufs: number): boolean =>
  Math.abs(finite(pass.integratedLufs) - targetLufs) <= SETTLED_LU && withinLimits(pass)

/** Nothing left to gain from another pass: what the better drive would give is what this one gave. */
const settled = (pass: PassResult, better: DriveAnswer): boolean => {
  const gainLu = finite(better.prediction.integratedLufs) - finite(pass.integratedLufs)
  return Math.abs(gainLu) <= SETTLED_LU && withinLimits(pass)
}
