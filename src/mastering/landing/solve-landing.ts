import type { Landing } from '../../chain/descriptor'
import { withLanding } from '../../chain/edit-recipe'
import type { Recipe } from '../../chain/recipe'
import { MARGIN_DB_SPEC } from '../../chain/target-specs'
import { amplitudeToDb, dbToAmplitude } from '../../core/decibels'
import type { JobContext } from '../../core/job'
import { NO_BUDGET_DB } from '../../dsp/dynamics/masked-limiter'
import type { Kernels } from '../../dsp/kernels'
import type { Upstream } from '../render/upstream'
import { LandingSearch } from './landing-search'
import { limitedStretches } from './limited-stretches'
import { limiterParamsOf } from './limiter-settings'
import { LoudnessModel } from './loudness-model'
import { ALL_TURNED_DOWN } from './low-band-landing'
import { maskingSteps } from './masking-steps'
import { nyquistShareDb } from './nyquist-share'
import { predictLimitedPeak } from './predict-limited-peak'
import { allowedPeakDbtp } from './true-peak-allowance'

/** The margin is what is over, and this much more. */
const MARGIN_HAIR_DB = 0.002
/** Beyond this only a real measurement is believed. Music was seen to need 0.04 dB, white noise up to Nyquist 0.45. */
const EXPECTED_EXCESS_LIMIT_DB = 1
/** Where peaks are cancelled, a guard hears what the verifier hears: what its moving gain adds, and no more, is over. */
const GUARDED_EXCESS_DB = 0.007
/**
 * Then, the meters of others let some of what lies near Nyquist go, and what they leave of a peak that was cancelled stands higher: with noise up
 * to Nyquist by so much, on music by nothing. It saves the pass that would find it out.
 */
const OTHERS_DB = 0.15
/** Of the power around limited peaks, in the last 4 % below Nyquist: from here up all of it counts … */
const RICH_DB = -30
/** … and from here down nothing. Music was seen at −47 and less, noise at −14. */
const POOR_DB = -40
const MARGIN_STEPS_PER_DB = 1000

/** A landing that no real pass has confirmed yet. */
export interface SolvedLanding {
  readonly landing: Landing
  /** LUFS expected of the master; −Infinity when silent, null below 400 ms. */
  readonly integratedLufs: number | null
}

/**
 * The landing of `recipe` over the envelope of its own upstream, in milliseconds: what the first real
 * pass of {@link land} is made with, and what the master ends with where that pass needs no correction.
 */
export const solveLanding = async (
  upstream: Pick<Upstream, 'audio' | 'envelope'>,
  asked: Recipe,
  kernels: Kernels,
  job: Pick<JobContext, 'checkpoint'>,
): Promise<SolvedLanding> => {
  const recipe = withLanding(asked, ALL_TURNED_DOWN)
  const { model, search } = searchOf(upstream, recipe)
  const marginDb = await expectedMargin(model, search, upstream, recipe, kernels, job)
  const thresholdDbtp = recipe.landing.ceilingDbtp - marginDb
  const { driveDb, budgetDb, integratedLufs } = await search.next(thresholdDbtp, job)
  const { landing } = withLanding(recipe, { driveDb, budgetDb, marginDb })
  return { landing, integratedLufs }
}

/** The model of a recipe's landing part over its upstream, and a search for the landing that begins with it. */
export const searchOf = (
  { envelope }: Pick<Upstream, 'envelope'>,
  recipe: Recipe,
): { readonly model: LoudnessModel; readonly search: LandingSearch } => {
  const model = modelOf({ envelope }, recipe)
  return { model, search: searchWith(model, recipe) }
}

/** The model of a recipe's landing part over its upstream, with peaks as deep as its first masking step lets them be. */
export const modelOf = (
  { envelope }: Pick<Upstream, 'envelope'>,
  recipe: Recipe,
): LoudnessModel => {
  const model = new LoudnessModel(envelope, limiterParamsOf(recipe, recipe.landing))
  model.allowDepth(maskingSteps(recipe)[0]?.depthDb ?? 0)
  return model
}

/**
 * A search for the target of `recipe`; one at a time with the same model, which it bends to what it tries. `nearDb`: a drive near
 * which its first answer is expected.
 */
export const searchWith = (
  model: LoudnessModel,
  recipe: Recipe,
  nearDb?: number,
): LandingSearch => {
  const hasLimiter = limiterParamsOf(recipe, recipe.landing) !== null
  const steps = maskingSteps(recipe)
  return new LandingSearch(model, recipe.targetLufs, hasLimiter, steps, nearDb)
}

/**
 * The margin that will do: where peaks are cancelled, what the guard needs, with room for other meters; else, as far as the envelope can tell, from the
 * default up, the excess of the verifier over the limiter's detector at the drive that would be chosen. Saves the pass that
 * would find it out.
 */
export const expectedMargin = async (
  model: LoudnessModel,
  search: LandingSearch,
  { audio, envelope }: Pick<Upstream, 'audio' | 'envelope'>,
  { landing: { ceilingDbtp } }: Recipe,
  kernels: Kernels,
  job: Pick<JobContext, 'checkpoint'>,
): Promise<number> => {
  const marginDb = MARGIN_DB_SPEC.default
  const thresholdDbtp = ceilingDbtp - marginDb
  const { driveDb, budgetDb } = await search.next(thresholdDbtp, job)
  const least = dbToAmplitude(thresholdDbtp - driveDb - EXPECTED_EXCESS_LIMIT_DB)
  const stretches = limitedStretches(envelope, model.gains(driveDb, thresholdDbtp), least)
  const verified = await predictLimitedPeak(audio, stretches, kernels, job)
  const overDb = amplitudeToDb(verified) + driveDb - allowedPeakDbtp(ceilingDbtp)
  if (budgetDb > NO_BUDGET_DB) {
    const guardedDb = ceilingDbtp - allowedPeakDbtp(ceilingDbtp) + GUARDED_EXCESS_DB
    if (overDb <= 0) return ceilMargin(guardedDb)
    const shareDb = nyquistShareDb(audio, stretches, kernels)
    const counts = Math.min(1, Math.max(0, (shareDb - POOR_DB) / (RICH_DB - POOR_DB)))
    return ceilMargin(guardedDb + counts * OTHERS_DB)
  }
  if (overDb <= 0) return marginDb
  return ceilMargin(marginDb + Math.min(overDb, EXPECTED_EXCESS_LIMIT_DB) + MARGIN_HAIR_DB)
}

/** Margins are whole thousandths of a dB. */
export const ceilMargin = (marginDb: number): number =>
  Math.ceil(marginDb * MARGIN_STEPS_PER_DB) / MARGIN_STEPS_PER_DB
