import type { Landing } from '../../chain/descriptor'
import { withLanding } from '../../chain/edit-recipe'
import type { Recipe } from '../../chain/recipe'
import { MARGIN_DB_SPEC } from '../../chain/target-specs'
import { amplitudeToDb } from '../../core/decibels'
import type { JobContext } from '../../core/job'
import { NO_BUDGET_DB } from '../../dsp/dynamics/masked-limiter'
import type { Proposal } from '../landing/landing-search'
import type { LoudnessModel } from '../landing/loudness-model'
import { maskingSteps } from '../landing/masking-steps'
import { type DriveAnswer, nearestStep } from '../landing/solve-drive'
import { searchWith } from '../landing/solve-landing'
import type { Upstream } from '../render/upstream'
import { LOUDEST_LUFS, PRICE_STEP_LU, QUIETEST_LUFS } from './grid'
import { type CurvePoint, monotoneCurve } from './monotone-curve'
import { predictReduction } from './predict-reduction'

/** The models' points aim so far under the ceiling, dB: a sample's margin is solved, and takes its place. */
export const MODEL_MARGIN_DB = MARGIN_DB_SPEC.default

/** What a target costs, by the models of landing. */
export interface PricePoint {
  readonly targetLufs: number
  /** What the master would measure: the target, or less where something stops it. */
  readonly integratedLufs: number
  readonly stoppedBy: DriveAnswer['stoppedBy']
  /** To play it with at once. */
  readonly landing: Landing
  /** dB ≥ 0, turned down by the limiter on average over what counts for the loudness. */
  readonly averageReductionDb: number
  /** dB ≥ 0 */
  readonly maximumReductionDb: number
  /** LU that are left between true peak and loudness. */
  readonly peakToLoudnessLu: number
}

/** What every loudness would cost. */
export interface PriceCurve {
  /** Quiet to loud. */
  readonly points: readonly PricePoint[]
  /** The loudest target that level alone reaches, LUFS; nothing is done to the sound down from there. */
  readonly freeLufs: number
}

/**
 * The price of every target between {@link QUIETEST_LUFS} and {@link LOUDEST_LUFS} with the limiter and ceiling of
 * `recipe`, over the envelope of its own upstream, without rendering anything. null where there is no loudness to
 * speak of: silent, or shorter than 400 ms.
 */
export const priceCurve = async (
  model: LoudnessModel,
  { envelope }: Pick<Upstream, 'envelope'>,
  recipe: Recipe,
  job: JobContext,
): Promise<PriceCurve | null> => {
  const marginDb = MODEL_MARGIN_DB
  const thresholdDbtp = recipe.landing.ceilingDbtp - marginDb
  const points: PricePoint[] = []
  const steps = (LOUDEST_LUFS - QUIETEST_LUFS) / PRICE_STEP_LU
  const { unlimitedLufs, peak } = model
  if (unlimitedLufs === null || !Number.isFinite(unlimitedLufs)) return null
  const freeLufs = unlimitedLufs + thresholdDbtp - amplitudeToDb(peak)
  for (let step = 0; step <= steps; step++) {
    const targetLufs = QUIETEST_LUFS + step * PRICE_STEP_LU
    const asked = { ...recipe, targetLufs }
    const { driveDb, budgetDb, integratedLufs, stoppedBy } =
      targetLufs < freeLufs
        ? plainProposal(asked, unlimitedLufs)
        : await searchWith(model, asked, expectedDriveDb(points)).next(thresholdDbtp, job)
    const reduction = predictReduction(model, envelope, driveDb, thresholdDbtp)
    const lufs = integratedLufs ?? targetLufs
    points.push({
      targetLufs,
      integratedLufs: lufs,
      stoppedBy,
      landing: withLanding(recipe, { driveDb, budgetDb, marginDb }).landing,
      averageReductionDb: reduction.averageDb,
      maximumReductionDb: reduction.maximumDb,
      peakToLoudnessLu: Math.min(thresholdDbtp, amplitudeToDb(peak) + driveDb) - lufs,
    })
    job.report((step + 1) / (steps + 1))
  }
  return { points, freeLufs }
}

/** Where no peak comes near the limiter, level is all there is to it. */
const plainProposal = (recipe: Recipe, unlimitedLufs: number): Proposal => {
  const driveDb = nearestStep(recipe.targetLufs - unlimitedLufs)
  const budgetDb = maskingSteps(recipe)[0]?.budgetDb ?? NO_BUDGET_DB
  return { driveDb, budgetDb, integratedLufs: unlimitedLufs + driveDb, stoppedBy: null }
}

/** Every louder target takes more drive than the one before took: as much as that grew twice running, it is taken to grow. */
const expectedDriveDb = (points: readonly PricePoint[]): number | undefined => {
  const [third, second, first] = points.slice(-3).map(({ landing }) => landing.driveDb)
  if (third === undefined || second === undefined || first === undefined) return undefined
  return first + (first - second) + (first - 2 * second + third)
}

/** The drive that the models have for a loudness, between their points. */
export const driveAt = ({ points }: PriceCurve, lufs: number): number => {
  const after = points.findIndex(({ targetLufs }) => targetLufs >= lufs)
  const high = points[after] ?? points.at(-1)
  const low = points[after - 1] ?? high
  if (!high || !low) return 0
  const span = high.targetLufs - low.targetLufs
  const share = span > 0 ? (lufs - low.targetLufs) / span : 0
  return low.landing.driveDb + (high.landing.driveDb - low.landing.driveDb) * Math.min(1, share)
}

/** A share of every LU that is limited at all, so that no two loudnesses take the same effort, dB. */
const EFFORT_PER_LU = 0.01

/**
 * What the models have a loudness take: the drive beyond plain level, dB, that is lost on cancelling and turning down. Rises with
 * `lufs`; 0 where level alone does it.
 */
export const effortAt = (curve: PriceCurve): ((lufs: number) => number) => {
  const { points, freeLufs } = curve
  const freeDb = driveAt(curve, freeLufs)
  let most = 0
  const efforts: CurvePoint[] = [{ x: freeLufs, y: 0 }]
  for (const { targetLufs, landing } of points) {
    if (targetLufs <= freeLufs) continue
    const moreLu = targetLufs - freeLufs
    most = Math.max(most, landing.driveDb - freeDb - moreLu)
    efforts.push({ x: targetLufs, y: most + EFFORT_PER_LU * moreLu })
  }
  return monotoneCurve(efforts)
}
