import { amplitudeToDb } from '../core/decibels'
import type { JobContext } from '../core/job'
import type { LoudnessModel, Prediction } from './loudness-model'
import type { MissReason } from './verdict'

/** Reference 3.12: the limiter takes at most 6 dB at a peak and 2 dB on average. */
export const PEAK_REDUCTION_LIMIT_DB = 6
export const AVERAGE_REDUCTION_LIMIT_DB = 2
/** More than this only lifts noise. */
export const MAXIMUM_DRIVE_DB = 40
/** Drives are whole thousandths of a dB: a last bit of Math.log10 cannot reach the audio. */
const DRIVE_STEPS_PER_DB = 1000
const DRIVE_STEP_DB = 1 / DRIVE_STEPS_PER_DB
const MAXIMUM_EVALUATIONS = 40
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
  { breathe }: Pick<JobContext, 'breathe'>,
): Promise<DriveAnswer> => {
  const { targetLufs, thresholdDbtp, limiterOn } = question
  const predict = async (driveDb: number): Promise<Prediction> => {
    await breathe()
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
    await breathe()
    const lufs = model.integratedLufs(drive, thresholdDbtp) ?? Number.NEGATIVE_INFINITY
    return lufs + question.correction.loudnessLu - targetLufs
  }
  let driveDb = top
  let stoppedBy: DriveAnswer['stoppedBy'] = null
  const nearby = Math.min(top, (question.nearDb ?? top) + NEAR_DB)
  if (nearby < top && (await short(nearby)) >= 0)
    driveDb = nearestStep(await root(short, nearby - 2 * NEAR_DB, nearby))
  else if ((await short(top)) < 0)
    stoppedBy =
      top < floorStep(peakBound)
        ? 'drive-range'
        : limiterOn
          ? 'limiter-peak-reduction'
          : 'limiter-off'
  else {
    const start = targetLufs - unlimited - question.correction.loudnessLu
    driveDb = nearestStep(await root(short, start, top))
  }
  const excess = async (drive: number): Promise<number> =>
    (await predict(drive)).averageReductionDb - AVERAGE_REDUCTION_LIMIT_DB
  if (limiterOn && (await excess(driveDb)) > 0) {
    driveDb = floorStep(await root(excess, headroomDb, driveDb))
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
 * Zero of a rising function below `high`, to half a drive step, from a `start` at or near its lower
 * side. Bracketed secant with the Illinois rule, so that a curved function cannot stall it.
 */
const root = async (
  f: (x: number) => Promise<number>,
  start: number,
  high: number,
): Promise<number> => {
  let b = high
  let fb = await f(b)
  if (fb <= 0) return b
  let a = Math.min(start, b)
  let fa = await f(a)
  while (fa > 0) {
    b = a
    fb = fa
    a -= 2 * fa + DRIVE_STEP_DB
    fa = await f(a)
  }
  for (let count = 0; count < MAXIMUM_EVALUATIONS && b - a > DRIVE_STEP_DB / 2; count++) {
    const x = fa === fb ? (a + b) / 2 : b - (fb * (b - a)) / (fb - fa)
    const fx = await f(x)
    if (Math.abs(fx) < DRIVE_STEP_DB / 4) return x
    if (fx < 0) {
      if (a !== start) fb /= 2
      a = x
      fa = fx
    } else {
      b = x
      fb = fx
      fa /= 2
    }
  }
  return (a + b) / 2
}

const floorStep = (driveDb: number): number =>
  Math.floor(driveDb * DRIVE_STEPS_PER_DB) / DRIVE_STEPS_PER_DB
const nearestStep = (driveDb: number): number =>
  Math.round(driveDb * DRIVE_STEPS_PER_DB) / DRIVE_STEPS_PER_DB
