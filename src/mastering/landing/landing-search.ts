import type { JobContext } from '../../core/job'
import { DriveBracket } from './drive-bracket'
import type { LoudnessModel } from './loudness-model'
import type { MaskingStep } from './masking-steps'
import type { FrameReductions } from './repeated-gains'
import { type DriveAnswer, largestDriveDb, solveDrive } from './solve-drive'

/** Where the limiter gives no more and so much is missing, a larger budget is needed. */
const FAR_LU = 0.5
/** No step to a budget over this skips another: a bare tone pays for it at once. */
const SKIPPED_BELOW_DB = 20

export interface Proposal {
  readonly driveDb: number
  readonly budgetDb: number
  /** LUFS expected; null below 400 ms. */
  readonly integratedLufs: number | null
  readonly stoppedBy: DriveAnswer['stoppedBy']
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
  private nearDb: number | undefined
  /** Of the last pass with this budget: drive that is not heard as level, dB, and how far it fell short, LU. */
  private last: { readonly lostDb: number; readonly shortLu: number } | null = null

  constructor(
    model: LoudnessModel,
    targetLufs: number,
    limiterOn: boolean,
    steps: readonly MaskingStep[],
  ) {
    this.model = model
    this.targetLufs = targetLufs
    this.limiterOn = limiterOn
    this.steps = steps
    this.bracket = new DriveBracket(largestDriveDb(model, targetLufs))
    model.allowDepth(this.masking.depthDb)
  }

  /** The drive and budget to try, with the limiter aiming at `thresholdDbtp`. */
  async next(thresholdDbtp: number, job: Pick<JobContext, 'checkpoint'>): Promise<Proposal> {
    const { model, targetLufs, limiterOn, bracket } = this
    for (;;) {
      const { correctionLu, nearDb } = this
      const question = { targetLufs, thresholdDbtp, limiterOn, correctionLu }
      const near = nearDb === undefined ? {} : { nearDb }
      const answer = await solveDrive(model, { ...question, ...near }, job)
      if (limiterOn && this.step + 1 < this.steps.length && this.isCostly(answer)) {
        this.raiseBudget()
        continue
      }
      const driveDb = limiterOn ? bracket.next(answer.driveDb) : answer.driveDb
      this.nearDb = driveDb
      const { integratedLufs, stoppedBy } = answer
      return { driveDb, budgetDb: this.masking.budgetDb, integratedLufs, stoppedBy }
    }
  }

  /** What a real pass at this drive gave: its loudness, and what was turned down where. */
  learn(
    driveDb: number,
    thresholdDbtp: number,
    measuredLufs: number,
    reductions: FrameReductions,
  ): void {
    const { model } = this
    const shortLu = this.targetLufs - measuredLufs
    this.bracket.learn(driveDb, shortLu)
    const lostDb = driveDb + (model.unlimitedLufs ?? measuredLufs) - measuredLufs
    this.last = { lostDb, shortLu }
    model.learnReductions(driveDb, reductions)
    const predicted = model.integratedLufs(driveDb, thresholdDbtp)
    this.correctionLu = predicted === null ? 0 : measuredLufs - predicted
  }

  /** The limiter aims lower by so much: what was too low still is, and what was too high may not be. */
  lowerThreshold(byDb: number): void {
    this.bracket.lower(byDb)
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
    const { lostLimitDb } = this.masking
    if (!last) return stoppedBy === 'saturated' || lostDb > lostLimitDb
    if (last.shortLu <= 0 || bracket.isClosed) return false
    if (stoppedBy === 'saturated' && last.shortLu > FAR_LU) return true
    const missing = bracket.strideFor(last.shortLu) - last.shortLu
    return last.lostDb + missing > lostLimitDb
  }

  private raiseBudget(): void {
    const isFar = (this.last?.shortLu ?? 0) > FAR_LU
    const after = this.steps[this.step + 2]
    this.step += isFar && after && after.budgetDb <= SKIPPED_BELOW_DB ? 2 : 1
    this.model.allowDepth(this.masking.depthDb)
    this.correctionLu = 0
    this.nearDb = undefined
    this.last = null
    this.bracket.forget()
  }
}
