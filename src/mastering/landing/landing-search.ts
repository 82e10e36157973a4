import type { JobContext } from '../../core/job'
import type { FrameReductions, LoudnessModel } from './loudness-model'
import type { MaskingStep } from './masking-steps'
import { type DriveAnswer, nearestStep, solveDrive } from './solve-drive'

/** More drive than this lost on the way to the target is worse than a larger budget for cancelling. */
const LOST_LIMIT_DB = 6
/** A step beyond a bracket's end, as a multiple of what is missing. */
const STRIDE = 1.5
const SMALLEST_STRIDE_DB = 0.05
/** No step upwards is longer than this many times what is missing. */
const FARTHEST = 4
/** Share of a bracket that is always cut off. */
const EDGE_SHARE = 0.05

export interface Proposal {
  readonly driveDb: number
  readonly budgetDb: number
  /** LUFS expected; null below 400 ms. */
  readonly integratedLufs: number | null
  readonly stoppedBy: DriveAnswer['stoppedBy']
}

interface Known {
  readonly driveDb: number
  readonly shortLu: number
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
  private step = 0
  private correctionLu = 0
  private nearDb: number | undefined
  private low: Known | null = null
  private high: Known | null = null

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
    model.allowDepth(this.masking.depthDb)
  }

  /** The drive and budget to try, with the limiter aiming at `thresholdDbtp`. */
  async next(thresholdDbtp: number, job: Pick<JobContext, 'checkpoint'>): Promise<Proposal> {
    const { model, targetLufs, limiterOn } = this
    for (;;) {
      const { correctionLu, nearDb } = this
      const question = { targetLufs, thresholdDbtp, limiterOn, correctionLu }
      const near = nearDb === undefined ? {} : { nearDb }
      const answer = await solveDrive(model, { ...question, ...near }, job)
      const costly = answer.stoppedBy === 'saturated' || answer.lostDb > LOST_LIMIT_DB
      if (limiterOn && costly && this.step + 1 < this.steps.length) {
        this.raiseBudget()
        continue
      }
      const driveDb = limiterOn ? this.bracketed(answer.driveDb) : answer.driveDb
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
    const shortLu = this.targetLufs - measuredLufs
    const known = { driveDb, shortLu }
    if (shortLu > 0 && (!this.low || driveDb > this.low.driveDb)) this.low = known
    if (shortLu < 0 && (!this.high || driveDb < this.high.driveDb)) this.high = known
    if (this.low && this.high && this.low.driveDb >= this.high.driveDb) this.forgetBracket()
    this.model.learnReductions(driveDb, reductions)
    const predicted = this.model.integratedLufs(driveDb, thresholdDbtp)
    this.correctionLu = predicted === null ? 0 : measuredLufs - predicted
  }

  /** The limiter aims lower by so much: what was too low still is, and what was too high may not be. */
  lowerThreshold(byDb: number): void {
    const { low, high } = this
    this.low = low && { ...low, shortLu: low.shortLu + byDb }
    this.high =
      high && high.shortLu + 2 * byDb < 0 ? { ...high, shortLu: high.shortLu + byDb } : null
  }

  private forgetBracket(): void {
    this.low = null
    this.high = null
  }

  private get masking(): MaskingStep {
    return this.steps[this.step] as MaskingStep
  }

  private raiseBudget(): void {
    this.step++
    this.model.allowDepth(this.masking.depthDb)
    this.correctionLu = 0
    this.nearDb = undefined
    this.forgetBracket()
  }

  private bracketed(driveDb: number): number {
    const { low, high } = this
    if (low && high) {
      // The measured slope, not too near to either end.
      const share = low.shortLu / (low.shortLu - high.shortLu)
      const inside = Math.min(1 - EDGE_SHARE, Math.max(EDGE_SHARE, share))
      return nearestStep(low.driveDb + (high.driveDb - low.driveDb) * inside)
    }
    const stride = ({ shortLu }: Known): number =>
      Math.max(SMALLEST_STRIDE_DB, STRIDE * Math.abs(shortLu))
    if (low) {
      const farthest = low.driveDb + FARTHEST * Math.max(SMALLEST_STRIDE_DB, low.shortLu)
      if (driveDb > farthest) return nearestStep(farthest)
      if (driveDb <= low.driveDb) return nearestStep(low.driveDb + stride(low))
    }
    if (high && driveDb >= high.driveDb) return nearestStep(high.driveDb - stride(high))
    return driveDb
  }
}
