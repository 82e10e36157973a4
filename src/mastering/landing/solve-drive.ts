import { amplitudeToDb } from '../../core/decibels'
import type { JobContext } from '../../core/job'
import type { LoudnessModel } from './loudness-model'

/** As far as the drive goes: what is quieter than this below its target counts as silence. */
export const MAXIMUM_DRIVE_DB = 80
/** More drive than this beyond the plain difference in level is lost on the way: it is not tried. */
export const MOST_LOST_DB = 40
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
  /** Measured − predicted loudness of the last real pass. */
  readonly correctionLu: number
  /** A drive near which the answer is expected: saves predictions. */
  readonly nearDb?: number
}

export interface DriveAnswer {
  readonly driveDb: number
  /** LUFS expected at this drive, correction included; −Infinity when silent, null below 400 ms. */
  readonly integratedLufs: number | null
  /** Of the drive, how much is not heard as level: what holding the peaks costs. 0 where nothing can be measured. */
  readonly lostDb: number
  /** What kept it short of the target; null when the target is reached. */
  readonly stoppedBy: 'limiter-off' | 'drive-range' | 'saturated' | null
}

/**
 * The drive that puts the integrated loudness on the target, or the largest one there is with what stops it. Silent or
 * too short: drive 0, or less where a peak would pass an absent limiter.
 */
export const solveDrive = async (
  model: LoudnessModel,
  question: DriveQuestion,
  { checkpoint }: Pick<JobContext, 'checkpoint'>,
): Promise<DriveAnswer> => {
  const { targetLufs, thresholdDbtp, limiterOn, correctionLu } = question
  const predict = (drive: number): number | null => {
    const lufs = model.integratedLufs(drive, thresholdDbtp)
    return lufs === null ? null : lufs + correctionLu
  }
  const headroomDb = thresholdDbtp - amplitudeToDb(model.peak)
  const unlimited = model.unlimitedLufs
  if (unlimited === null || !Number.isFinite(unlimited)) {
    const driveDb = limiterOn ? 0 : floorStep(Math.min(0, headroomDb))
    return { driveDb, integratedLufs: predict(driveDb), lostDb: 0, stoppedBy: null }
  }
  const plainDb = targetLufs - unlimited
  const range = rangeTo(plainDb)
  const top = floorStep(limiterOn ? range : Math.min(headroomDb, range))
  const short = async (drive: number): Promise<number> => {
    await checkpoint()
    return (predict(drive) ?? Number.NEGATIVE_INFINITY) - targetLufs
  }
  const answer = (driveDb: number, stoppedBy: DriveAnswer['stoppedBy']): DriveAnswer => {
    const integratedLufs = predict(driveDb)
    return {
      driveDb,
      integratedLufs,
      lostDb: driveDb + unlimited - (integratedLufs ?? targetLufs),
      stoppedBy,
    }
  }
  const nearby = Math.min(top, floorStep((question.nearDb ?? top) + NEAR_DB))
  if (nearby < top && (await short(nearby)) >= 0)
    return answer(await root(short, nearby - 2 * NEAR_DB, nearby), null)
  if ((await short(top)) >= 0) return answer(await root(short, plainDb - correctionLu, top), null)
  if (!limiterOn) return answer(top, headroomDb <= range ? 'limiter-off' : 'drive-range')
  return answer(top, range === MAXIMUM_DRIVE_DB ? 'drive-range' : 'saturated')
}

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
    // The correction alone keeps it over, and no drive would help.
    if (count >= MAXIMUM_EVALUATIONS || a <= -MAXIMUM_DRIVE_DB) return a
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

/** No drive beyond this is tried for a target, dB; where nothing can be measured, the end of the range. */
export const largestDriveDb = (
  { unlimitedLufs }: Pick<LoudnessModel, 'unlimitedLufs'>,
  targetLufs: number,
): number =>
  unlimitedLufs === null || !Number.isFinite(unlimitedLufs)
    ? MAXIMUM_DRIVE_DB
    : floorStep(rangeTo(targetLufs - unlimitedLufs))

const rangeTo = (plainDb: number): number => Math.min(MAXIMUM_DRIVE_DB, plainDb + MOST_LOST_DB)

const floorStep = (driveDb: number): number =>
  Math.floor(driveDb * DRIVE_STEPS_PER_DB) / DRIVE_STEPS_PER_DB
export const nearestStep = (driveDb: number): number =>
  Math.round(driveDb * DRIVE_STEPS_PER_DB) / DRIVE_STEPS_PER_DB
