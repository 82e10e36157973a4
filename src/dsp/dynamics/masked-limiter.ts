import { gainOfDb } from '../elementary'
import type { Kernels } from '../kernels'
import { METER_SHAPE, VERIFIER_SHAPE } from '../resampling/interpolator'
import { Clipper } from './clipper'
import { DelayedMinimum } from './delayed-minimum'
import { TruePeakLimiter } from './limiter'
import { detectorFrames, type LimiterParams } from './limiter-timing'
import { LowBandLimiter } from './low-band-limiter'
import { MaskingBudget } from './masking-budget'
import type { MaskingParams } from './masking-depths'
import { PeakSolver } from './peak-solver'

/** At and below this budget nothing is cancelled: the limiter alone. */
export const NO_BUDGET_DB = -60
/** At and above this budget nothing is turned down: everything over the ceiling is cancelled. */
export const FREE_BUDGET_DB = 60
/** At this budget everything over the ceiling is clipped, and what that rings over is cancelled: no drive is in vain. */
export const CLIPPING_BUDGET_DB = 90
/** How far under the guard's ceiling peaks are cancelled, dB: the guard's detector is finer than the solver's grid. */
const UNDER_GUARD_DB = 0.05
/** Where nothing is turned down, what is further over the ceiling than this is clipped first, dB: nothing cancels a wave. */
const CLIPPED_ABOVE_DB = 3
/** The guard: short, since it only ever has tenths to take. It hears what the verifier of the master hears, so that one margin holds for all music. */
const GUARD = { attackMs: 1.5, holdMs: 2, releaseMs: 30 } as const

/** Half of a limiter's work, where two share it: what turns down, or what comes behind it and cancels. */
export type LimiterHalf = 'turn-down' | 'cancel'

/** How the limiter shares its work out. */
export interface Sharing {
  /**
   * Noise that cancelling may add at any moment, against what is masked there, dB. With peaks up to 22 dB over, no hop exceeds a budget of 0 dB
   * by 2, or one of 10 or 20 by 1; half-way between hops it is 3, but where a bare kick is hardly over (masked-noise.test.ts).
   */
  readonly budgetDb: number
  /** Where the low band is over the ceiling, it alone is turned down by up to this before all is, dB; absent or 0: never. */
  readonly lowBandDb?: number | undefined
  /** The low band alone is not held, and let go in this time, ms; absent or 0: held and let go by the ballistics of all. */
  readonly lowBandReleaseMs?: number | undefined
  /** How late the audio is. */
  readonly delayFrames: number
  /** Of the whole track, as a `MaskingDepths` with {@link maskingOf} finds them; absent: found on the way. */
  readonly depthsDb?: Float64Array | undefined
  /** Absent: all of it. */
  readonly half?: LimiterHalf | undefined
}

/** What depths are to be found for; null where none are asked: nothing is cancelled, or nothing turned down. */
export const maskingOf = (params: LimiterParams, budgetDb: number): MaskingParams | null =>
  budgetDb > NO_BUDGET_DB && budgetDb < FREE_BUDGET_DB
    ? { ceiling: cancelledTo(params), budgetDb }
    : null

const cancelledTo = ({ ceiling }: LimiterParams): number => ceiling * gainOfDb(-UNDER_GUARD_DB)

/**
 * Holds peaks with the least damage: sustained sound that has nothing to mask by is turned down by a limiter of the ballistics
 * `params`, as far as the budget asks; what then still stands over the ceiling is cancelled; a short limiter guards the rest.
 */
export class MaskedLimiter {
  readonly latencyFrames: number
  private readonly budget: MaskingBudget | null
  private readonly low: LowBandLimiter | null
  private readonly body: TruePeakLimiter | null
  private readonly clipper: Clipper | null
  private readonly solver: PeakSolver | null
  private readonly guard: TruePeakLimiter | null
  /** What the body did to the frames that leave now. */
  private readonly gains: DelayedMinimum
  /** What was done to their low band alone: while the body is behind it, and what is behind both. */
  private readonly lowInBody: DelayedMinimum
  private readonly lowGains: DelayedMinimum
  /** The smallest gain that the low band alone was given, of the frames processed last; 1 = none. */
  lowGain = 1

  constructor(
    kernels: Kernels,
    params: LimiterParams,
    { budgetDb, lowBandDb = 0, lowBandReleaseMs = 0, delayFrames, depthsDb, half }: Sharing,
    sampleRate: number,
    channelCount: 1 | 2,
  ) {
    const cancels = budgetDb > NO_BUDGET_DB
    const turnsDown = budgetDb < FREE_BUDGET_DB
    const ceiling = cancels ? cancelledTo(params) : params.ceiling
    const isFirst = half !== 'cancel'
    const isLast = half !== 'turn-down'
    const masking = isFirst ? maskingOf(params, budgetDb) : null
    const late = { delayFrames, depthsDb, extraDelayFrames: detectorFrames(METER_SHAPE) }
    this.budget =
      masking && new MaskingBudget(kernels, { ...masking, ...late }, sampleRate, channelCount)
    const held = { ...params, ceiling }
    const weightsLate = late.extraDelayFrames
    const lowHeld =
      lowBandReleaseMs > 0
        ? { ...held, holdMs: 0, releaseMs: lowBandReleaseMs, slow: undefined }
        : held
    this.low =
      masking && lowBandDb > 0
        ? new LowBandLimiter(kernels, lowHeld, lowBandDb, weightsLate, sampleRate, channelCount)
        : null
    // What is low is held already: what is left of a peak is short.
    const bodyParams =
      this.low && params.quick
        ? { ...held, ...params.quick, slow: undefined, quick: undefined }
        : held
    this.body =
      isFirst && turnsDown
        ? new TruePeakLimiter(kernels, bodyParams, sampleRate, channelCount)
        : null
    const clippedAboveDb = budgetDb < CLIPPING_BUDGET_DB ? CLIPPED_ABOVE_DB : 0
    const clip = { ceiling: ceiling * gainOfDb(clippedAboveDb), softness: 0 }
    this.clipper =
      turnsDown || !isFirst ? null : new Clipper(kernels, clip, sampleRate, channelCount)
    this.solver =
      isLast && cancels
        ? new PeakSolver(kernels, { ceiling, delayFrames }, sampleRate, channelCount)
        : null
    const guardParams = { ...GUARD, ceiling: params.ceiling, link: params.link }
    this.guard =
      isLast && cancels
        ? new TruePeakLimiter(kernels, guardParams, sampleRate, channelCount, VERIFIER_SHAPE)
        : null
    const behind = (this.solver?.latencyFrames ?? 0) + (this.guard?.latencyFrames ?? 0)
    this.gains = new DelayedMinimum(behind)
    this.lowInBody = new DelayedMinimum(this.body?.latencyFrames ?? 0)
    this.lowGains = new DelayedMinimum(behind)
    this.latencyFrames = this.stages.reduce((sum, stage) => sum + (stage?.latencyFrames ?? 0), 0)
  }

  /**
   * Limits `frames` frames (1…4096) at `pointers` in place. Returns the smallest gain that was applied (1 = none; cancelling is
   * no gain), to all of the sound; `lowGain` is then that of the low band. `turnedDown`, `lowTurnedDown`: both of these, as the first
   * half of it has them for these frames, where this is the second. Silence stays silence. Never allocates.
   */
  process(pointers: readonly number[], frames: number, turnedDown = 1, lowTurnedDown = 1): number {
    this.budget?.process(pointers, frames)
    const weights = this.budget?.weights.pointer
    const low =
      this.low && weights !== undefined
        ? this.low.process(pointers, frames, weights)
        : lowTurnedDown
    this.lowGain = this.lowGains.through(this.lowInBody.through(low, frames), frames)
    const allowed = this.low?.weightsPointer ?? weights
    const body = this.body?.process(pointers, frames, allowed) ?? turnedDown
    this.clipper?.process(pointers, frames)
    this.solver?.process(pointers, frames)
    const guard = this.guard?.process(pointers, frames) ?? 1
    return this.gains.through(body, frames) * guard
  }

  /** Since reset: peaks cancelled, and the largest cancelling signal, linear. */
  get cancelled(): { readonly count: number; readonly deepest: number } {
    return this.solver?.cancelled ?? NOTHING_CANCELLED
  }

  private get stages() {
    return [this.budget, this.low, this.body, this.clipper, this.solver, this.guard]
  }

  /** As if new. */
  reset(): void {
    for (const stage of this.stages) stage?.reset()
    this.gains.reset()
    this.lowInBody.reset()
    this.lowGains.reset()
    this.lowGain = 1
  }

  /** Gives all kernel memory back. */
  dispose(): void {
    for (const stage of this.stages) stage?.dispose()
  }
}

const NOTHING_CANCELLED = { count: 0, deepest: 0 } as const
