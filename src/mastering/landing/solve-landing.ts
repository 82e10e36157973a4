import type { Landing } from '../../chain/descriptor'
import { withLanding } from '../../chain/edit-recipe'
import type { Recipe } from '../../chain/recipe'
import { MARGIN_DB_SPEC } from '../../chain/target-specs'
import { amplitudeToDb, dbToAmplitude } from '../../core/decibels'
import type { JobContext } from '../../core/job'
import type { Kernels } from '../../dsp/kernels'
import type { Upstream } from '../render/upstream'
import { limitedStretches } from './limited-stretches'
import { limiterParamsOf } from './limiter-settings'
import { LoudnessModel } from './loudness-model'
import { predictLimitedPeak } from './predict-limited-peak'
import { NO_CORRECTION, solveDrive } from './solve-drive'
import { allowedPeakDbtp } from './true-peak-allowance'

/** The margin grows by what was over and this much more, and again as much at every further try. */
export const MARGIN_HAIR_DB = 0.002
/** Beyond this only a real measurement is believed. Music was seen to need 0.04 dB, white noise up to Nyquist 0.45. */
const EXPECTED_EXCESS_LIMIT_DB = 1
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
  recipe: Recipe,
  kernels: Kernels,
  job: Pick<JobContext, 'checkpoint'>,
): Promise<SolvedLanding> => {
  const params = limiterParamsOf(recipe, recipe.landing)
  const model = new LoudnessModel(upstream.envelope, params)
  const { targetLufs } = recipe
  const { marginDb, nearDb } = await expectedMargin(
    model,
    upstream,
    recipe,
    params !== null,
    kernels,
    job,
  )
  const thresholdDbtp = recipe.landing.ceilingDbtp - marginDb
  const limiterOn = params !== null
  const question = { targetLufs, thresholdDbtp, limiterOn, correction: NO_CORRECTION, nearDb }
  const { driveDb, prediction } = await solveDrive(model, question, job)
  const { landing } = withLanding(recipe, { driveDb, marginDb })
  return { landing, integratedLufs: prediction.integratedLufs }
}

/** A margin, and a drive near the one that goes with it. */
export interface ExpectedMargin {
  readonly marginDb: number
  readonly nearDb: number
}

/**
 * The margin that will do, as far as the envelope can tell, from the default up: the excess of the verifier over
 * the limiter's detector at the drive that would be chosen. Saves the pass that would find it out.
 */
export const expectedMargin = async (
  model: LoudnessModel,
  { audio, envelope }: Pick<Upstream, 'audio' | 'envelope'>,
  { targetLufs, landing: { ceilingDbtp } }: Recipe,
  limiterOn: boolean,
  kernels: Kernels,
  job: Pick<JobContext, 'checkpoint'>,
): Promise<ExpectedMargin> => {
  const marginDb = MARGIN_DB_SPEC.default
  const thresholdDbtp = ceilingDbtp - marginDb
  const question = { targetLufs, thresholdDbtp, limiterOn, correction: NO_CORRECTION }
  const { driveDb } = await solveDrive(model, question, job)
  const least = dbToAmplitude(thresholdDbtp - driveDb - EXPECTED_EXCESS_LIMIT_DB)
  const hops = limitedStretches(envelope, model.gains(driveDb, thresholdDbtp), least)
  const predicted = await predictLimitedPeak(audio, hops, kernels, job)
  const overDb = amplitudeToDb(predicted) + driveDb - allowedPeakDbtp(ceilingDbtp)
  if (overDb <= 0) return { marginDb, nearDb: driveDb }
  const excessDb = Math.min(overDb, EXPECTED_EXCESS_LIMIT_DB)
  return { marginDb: ceilMargin(marginDb + excessDb + MARGIN_HAIR_DB), nearDb: driveDb }
}

/** Margins are whole thousandths of a dB. */
export const ceilMargin = (marginDb: number): number =>
  Math.ceil(marginDb * MARGIN_STEPS_PER_DB) / MARGIN_STEPS_PER_DB
