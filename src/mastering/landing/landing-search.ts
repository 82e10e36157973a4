import type { JobContext } from '../../core/job'
import { DriveBracket } from './drive-bracket'
import type { LoudnessModel } from './loudness-model'
import type { MaskingStep } from './masking-steps'
import type { FrameReductions } from './repeated-gains'
import { type DriveAnswer, largestDriveDb, nearestStep, solveDrive } from './solve-drive'

/** Where the limiter gives no more and so much is missing, a larger budget is needed. */
const FAR_LU = 0.5
/** No step to a budget over this skips another: a bare tone pays for it at once. */
const SKIPPED_BELOW_DB = 20
/** A budget that a rehearsal chose is not raised for less than this beyond its limit, dB: an excerpt loses a little more or less. */
const REHEARSED_ROOM_DB = 0.5
/** Passes that follow the slope of a rehearsal; then the bracket alone is believed. */
const SLOPE_PASSES = 3
/** Of that slope, no more and no less is believed after the first of them. */
const LEAST_SCALED = 0.5
const MOST_SCALED = 1.5

export interface Proposal {
  readonly driveDb: number
  readonly budgetDb: number
  /** LUFS expected; null below 400 ms. */
  readonly integratedLufs: number | null
  readonly stoppedBy: DriveAnswer['stoppedBy']
}

interface LastPass {
  readonly driveDb: number
  /** Drive that is not heard as level, dB. */
  readonly lostDb: number
  /** How far it fell short, LU. */
  readonly shortLu: number
}

/** What an excerpt told. */
export interface Rehearsed {
  /** For the next pass over the whole. */
  readonly proposal: Proposal
  readonly marginDb: number
  /** LU that a dB of drive brings there; above 0, at most 1. */
  readonly slope: number
  /** LU that it moved towards the target with this budget. */
  readonly movedLu: number
}

/**
 * Where the next real pass should be: the model's answer, corrected by what the passes so far measured and held between
 * the nearest drives known to be too low and too high. So it ends whatever the model believes.
 */
export class LandingSearch {
  private readonly model: LoudnessModel
  private readonly targetLufs: number
  private readonly limiterOn: boolean
  private readonly steps: readonly MaskingStep[]
  private readonly bracket: DriveBracket
  private step = 0
  private correctionLu = 0
  /** More than a step's limit that may be lost, dB. */
  private roomDb = 0
  private nearDb: number | undefined
  /** Found by a rehearsal, for the next pass. */
  private rehearsed: Proposal | null = null
  /** LU that a dB of drive brings, where a rehearsal measured it; for so many passes more. */
  private slope = 1
  private slopePasses = 0
  private movedLu = 0
  /** Of the last pass with this budget. */
  private last: LastPass | null = null

  /** `nearDb`: a drive near which the first answer is expected. */
  constructor(
    model: LoudnessModel,
    targetLufs: number,
    limiterOn: boolean,
    steps: readonly MaskingStep[],
    nearDb?: number,
  ) {
    this.model = model
    this.targetLufs = targetLufs
    this.limiterOn = limiterOn
    this.steps = steps
    this.nearDb = nearDb
    this.bracket = new DriveBracket(largestDriveDb(model, targetLufs))
    model.allowDepth(this.masking.depthDb)
  }

  /** The drive and budget to try, with the limiter aiming at `thresholdDbtp`. */
  async next(thresholdDbtp: number, job: Pick<JobContext, 'checkpoint'>): Promise<Proposal> {
    const { model, targetLufs, limiterOn, bracket, rehearsed } = this
    this.rehearsed = null
    if (rehearsed) return rehearsed
    for (;;) {
      const { correctionLu, nearDb } = this
      const question = { targetLufs, thresholdDbtp, limiterOn, correctionLu }
      const near = nearDb === undefined ? {} : { nearDb }
      const answer = await solveDrive(model, { ...question, ...near }, job)
      if (limiterOn && this.step + 1 < this.steps.length && this.isCostly(answer)) {
        this.raiseBudget()
        continue
      }
      const driveDb = limiterOn
        ? (this.alongSlope() ?? bracket.next(answer.driveDb))
        : answer.driveDb
      this.nearDb = driveDb
      const { integratedLufs, stoppedBy } = answer
      return { driveDb, budgetDb: this.masking.budgetDb, integratedLufs, stoppedBy }
    }
  }

  /** The next pass is expected to measure so much more than the model has for it, LU. */
  expectMiss(missLu: number): void {
    this.correctionLu = missLu
  }

  /** What a real pass at this drive gave: its loudness, and what was turned down where; null where that is not known of the whole. */
  learn(
    driveDb: number,
    thresholdDbtp: number,
    measuredLufs: number,
    reductions: FrameReductions | null,
  ): void {
    const { model } = this
    const shortLu = this.targetLufs - measuredLufs
    this.bracket.learn(driveDb, shortLu)
    if (this.slopePasses === SLOPE_PASSES) this.slope = this.scaledSlope(shortLu)
    const lostDb = driveDb + (model.unlimitedLufs ?? measuredLufs) - measuredLufs
    this.last = { driveDb, lostDb, shortLu }
    if (reductions) model.learnReductions(driveDb, reductions)
    const predicted = model.integratedLufs(driveDb, thresholdDbtp)
    this.correctionLu = predicted === null ? 0 : measuredLufs - predicted
  }

  /** The next proposal is what a rehearsal found; with its budget and its slope the search goes on. */
  adopt({ proposal, slope, movedLu }: Rehearsed): void {
    const step = this.steps.findIndex(({ budgetDb }) => budgetDb === proposal.budgetDb)
    if (step > this.step) this.goTo(step)
    this.nearDb = proposal.driveDb
    this.rehearsed = proposal
    this.roomDb = REHEARSED_ROOM_DB
    this.slope = slope
    this.slopePasses = SLOPE_PASSES
    this.movedLu = movedLu
  }

  /** The limiter aims lower by so much: what was too low still is, and what was too high may not be. */
  lowerThreshold(byDb: number): void {
    this.bracket.lower(byDb)
    const { last, slope } = this
    // Drive and threshold moved together move the level by as much: so much of it is the threshold's.
    if (last) this.last = { ...last, shortLu: last.shortLu + byDb * (1 - slope) }
  }

  /** The largest budget at the largest drive was short of the target: there is nothing beyond. */
  get isExhausted(): boolean {
    return this.step + 1 === this.steps.length && this.bracket.isExhausted
  }

  private get masking(): MaskingStep {
    return this.steps[this.step] as MaskingStep
  }

  /**
   * Would too much of the drive be lost with this budget? A first pass is asked of the model; after that only one that fell short
   * is, by what it lost and at least will have lost when it is there.
   */
  private isCostly({ stoppedBy, lostDb }: DriveAnswer): boolean {
    const { last, bracket } = this
    const lostLimitDb = this.masking.lostLimitDb + this.roomDb
    if (!last) return stoppedBy === 'saturated' || lostDb > lostLimitDb
    if (last.shortLu <= 0 || bracket.isClosed) return false
    if (stoppedBy === 'saturated' && last.shortLu > FAR_LU) return true
    const missing = bracket.strideFor(last.shortLu) - last.shortLu
    return last.lostDb + missing > lostLimitDb
  }

  /** The drive by the slope of a rehearsal; null without one, and where the bracket knows better. */
  private alongSlope(): number | null {
    const { last, slope, bracket } = this
    if (!last || this.slopePasses === 0) return null
    this.slopePasses--
    const driveDb = nearestStep(last.driveDb + last.shortLu / slope)
    return bracket.holds(driveDb) ? driveDb : null
  }

  /** Where the whole moved by less than the excerpt, or more, it will go on so. */
  private scaledSlope(shortLu: number): number {
    const { slope, movedLu } = this
    const share = movedLu === 0 ? 1 : 1 - shortLu / movedLu
    return Math.min(1, slope * Math.min(MOST_SCALED, Math.max(LEAST_SCALED, share)))
  }

  private raiseBudget(): void {
    const isFar = (this.last?.shortLu ?? 0) > FAR_LU
    const after = this.steps[this.step + 2]
    this.goTo(this.step + (isFar && after && after.budgetDb <= SKIPPED_BELOW_DB ? 2 : 1))
  }

  private goTo(step: number): void {
    this.step = step
    this.slope = 1
    this.slopePasses = 0
    this.model.allowDepth(this.masking.depthDb)
    this.correctionLu = 0
    this.nearDb = undefined
    this.last = null
    this.bracket.forget()
  }
}
