import { amplitudeToDb } from '../../core/decibels'
import type { JobContext } from '../../core/job'
import type { LoudnessModel, Prediction } from './loudness-model'
import type { MissReason } from './verdict'

/** Sources: bounds: the limiter takes at most 6 dB at a peak and 2 dB on average. */
export const PEAK_REDUCTION_LIMIT_DB = 6
export const AVERAGE_REDUCTION_LIMIT_DB = 2
/** More than this only lifts noise. */
export const MAXIMUM_DRIVE_DB = 40
/** Drives are whole thousandths of a dB: a last bit of Math.log10 cannot reach the audio. */
const DRIVE_STEPS_PER_DB = 1000
const DRIVE_STEP_DB = 1 / DRIVE_STEPS_PER_DB
const MAXIMUM_EVALUATIONS = 40
/** Half the width of the bracket around an expected answer. */
const NEAR_DB = 0.25

/** What to solve for, with what real passes have taught about the model so far. */
export interface DriveQuestion {
  readonly targetLufs: number
  /** The limiter's aim: ceiling − margin; without a limiter, the most a peak may reach. */
  readonly thresholdDbtp: number
  readonly limiterOn: boolean
  readonly correction: Correction
  /** A drive near which the answer is expected: saves predictions. */
  readonly nearDb?: number
}

/** Measured − predicted. */
export interface Correction {
  readonly loudnessLu: number
  readonly maximumReductionDb: number
  readonly averageReductionDb: number
}

export const NO_CORRECTION: Correction = {
  loudnessLu: 0,
  maximumReductionDb: 0,
  averageReductionDb: 0,
}

export interface DriveAnswer {
  readonly driveDb: number
  /** Expected at this drive, correction included. */
  readonly prediction: Prediction
  /** What kept it short of the target; null when the target is reached. */
  readonly stoppedBy: Exclude<MissReason, 'not-converged'> | null
}

/**
 * The drive that puts the integrated loudness on the target, or the largest one within the limits
 * with the limit that binds. Silent or too short: drive 0, or less where a peak would pass an absent limiter.
 */
export const solveDrive = async (
  model: LoudnessModel,
  question: DriveQuestion,
  { checkpoint }: Pick<JobContext, 'checkpoint'>,
): Promise<DriveAnswer> => {
  const { targetLufs, thresholdDbtp, limiterOn } = question
  const predict = async (driveDb: number): Promise<Prediction> => {
    await checkpoint()
    return corrected(model.predict(driveDb, thresholdDbtp), question.correction)
  }
  const headroomDb = thresholdDbtp - amplitudeToDb(model.peak)
  const peakBound = limiterOn
    ? headroomDb + PEAK_REDUCTION_LIMIT_DB - question.correction.maximumReductionDb
    : headroomDb
  const unlimited = model.integratedLufs(0, Number.POSITIVE_INFINITY)
  if (unlimited === null || !Number.isFinite(unlimited)) {
    const driveDb = limiterOn ? 0 : floorStep(Math.min(0, headroomDb))
    return { driveDb, prediction: await predict(driveDb), stoppedBy: null }
  }
  const top = floorStep(Math.min(peakBound, MAXIMUM_DRIVE_DB))
  const short = async (drive: number): Promise<number> => {
    await checkpoint()
    const lufs = model.integratedLufs(drive, thresholdDbtp) ?? Number.NEGATIVE_INFINITY
    return lufs + question.correction.loudnessLu - targetLufs
  }
  let driveDb = top
  let stoppedBy: DriveAnswer['stoppedBy'] = null
  const nearby = Math.min(top, floorStep((question.nearDb ?? top) + NEAR_DB))
  if (nearby < top && (await short(nearby)) >= 0)
    driveDb = await root(short, nearby - 2 * NEAR_DB, nearby)
  else if ((await short(top)) < 0)
    stoppedBy =
      top < floorStep(peakBound)
        ? 'drive-range'
        : limiterOn
          ? 'limiter-peak-reduction'
          : 'limiter-off'
  else {
    const start = targetLufs - unlimited - question.correction.loudnessLu
    driveDb = await root(short, start, top)
  }
  const excess = async (drive: number): Promise<number> =>
    (await predict(drive)).averageReductionDb - AVERAGE_REDUCTION_LIMIT_DB
  if (limiterOn && (await excess(driveDb)) > 0) {
    driveDb = await root(excess, headroomDb, driveDb)
    stoppedBy = 'limiter-average-reduction'
  }
  return { driveDb, prediction: await predict(driveDb), stoppedBy }
}

const corrected = (prediction: Prediction, correction: Correction): Prediction => ({
  integratedLufs:
    prediction.integratedLufs === null ? null : prediction.integratedLufs + correction.loudnessLu,
  maximumReductionDb: Math.max(0, prediction.maximumReductionDb + correction.maximumReductionDb),
  averageReductionDb: Math.max(0, prediction.averageReductionDb + correction.averageReductionDb),
})

/**
 * The whole drive step nearest to the zero of a rising function, at most `high` (a step), from a `start` at or near
 * its lower side. Bracketed secant with the Illinois rule, so that a curved function cannot stall it; only
 * steps are tried, so that the answer has been.
 */
const root = async (
  f: (drive: number) => Promise<number>,
  start: number,
  high: number,
): Promise<number> => {
  let b = high
  let fb = await f(b)
  if (fb <= 0) return b
  let a = Math.min(floorStep(start), b)
  let fa = await f(a)
  for (let count = 0; fa > 0; count++) {
    // Not less at less drive: the correction alone keeps it over, and no drive would help.
    if (a < b && fa >= fb) return b
    if (count >= MAXIMUM_EVALUATIONS) return a
    b = a
    fb = fa
    // At least a step: what is over may be less than a digit of the drive.
    a = Math.min(floorStep(a - 2 * fa), nearestStep(a - DRIVE_STEP_DB))
    fa = await f(a)
  }
  // The end that stayed weighs half as much when the other has moved twice.
  let weightA = fa
  let weightB = fb
  let moved: 'a' | 'b' | null = null
  for (let count = 0; count < MAXIMUM_EVALUATIONS && b - a > 1.5 * DRIVE_STEP_DB; count++) {
    const secant = b - (weightB * (b - a)) / (weightB - weightA)
    const inside = Number.isFinite(weightA) ? secant : (a + b) / 2
    const x = nearestStep(Math.min(b - DRIVE_STEP_DB, Math.max(a + DRIVE_STEP_DB, inside)))
    const fx = await f(x)
    if (Math.abs(fx) < DRIVE_STEP_DB / 2) return x
    if (fx < 0) {
      if (moved === 'a') weightB /= 2
      a = x
      fa = fx
      weightA = fx
      moved = 'a'
    } else {
      if (moved === 'b') weightA /= 2
      b = x
      fb = fx
      weightB = fx
      moved = 'b'
    }
  }
  return -fa < fb ? a : b
}

const floorStep = (driveDb: number): number =>
  Math.floor(driveDb * DRIVE_STEPS_PER_DB) / DRIVE_STEPS_PER_DB
const nearestStep = (driveDb: number): number =>
  Math.round(driveDb * DRIVE_STEPS_PER_DB) / DRIVE_STEPS_PER_DB
