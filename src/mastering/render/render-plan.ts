import type { HopValues } from '../../analysis/envelope'
import type { ExaminedSegment } from '../../analysis/evidence/collect-evidence'
import type { MeasuredSegment } from '../../analysis/measure-segment'
import type { Segment } from '../../analysis/segments'
import type { ChainPart } from '../../chain/chain'
import type { CancelledPeaks, Landing, ModuleSettings } from '../../chain/descriptor'
import type { MaskingParams } from '../../dsp/dynamics/masking-depths'
import type { ReductionSeries } from './reduction-series'

/**
 * One stretch of work that all workers do together: a chain rendered, and its output measured while it is
 * still being rendered. Plain data. Nothing in it depends on time, so neither does any result.
 */
export interface RenderPlan {
  /** Of the track. */
  readonly lengthFrames: number
  /**
   * The chain, whole or split in two; empty when the source itself is measured. PoolWorker 0 runs the last stage and
   * worker 1 the one before, block by block behind each other: every part hears what it would in one chain.
   */
  readonly parts: readonly PartSpec[]
  /** Of all parts together, in frames; only needed where there are two. */
  readonly latencyFrames: number
  /** Taken by whoever is free, in this order, once their audio is there. */
  readonly tasks: readonly Task[]
}

export interface PartSpec {
  readonly modules: readonly ModuleSettings[]
  readonly landing: Landing
  readonly part: ChainPart
  /** What the tasks of an earlier plan found; absent: the chain finds it on its way. */
  readonly depthsDb?: Float64Array | undefined
}

export type Task =
  | { readonly kind: 'envelope'; readonly segment: Segment; readonly peaks: boolean }
  | { readonly kind: 'segment'; readonly segment: Segment; readonly verify: boolean }
  | { readonly kind: 'examine'; readonly segment: Segment }
  | {
      readonly kind: 'depths'
      readonly segment: Segment
      readonly driveDb: number
      readonly masking: MaskingParams
    }

/** What each kind of task finds. */
export interface Values {
  readonly envelope: HopValues
  readonly segment: MeasuredSegment
  readonly examine: ExaminedSegment
  /** dB, of the hops that begin in the segment. */
  readonly depths: Float64Array
}

export type Measurement =
  | { readonly kind: 'envelope'; readonly value: Values['envelope'] }
  | { readonly kind: 'segment'; readonly value: Values['segment'] }
  | { readonly kind: 'examine'; readonly value: Values['examine'] }
  | { readonly kind: 'depths'; readonly value: Values['depths'] }

/** What one worker brings back. */
export interface PartialResult {
  /** Largest gain reduction of the limiter, dB, per piece of PIECE_FRAMES of chain input; from the last part. */
  readonly reductionsDb: Float32Array | null
  /** By the limiter; from the last part. */
  readonly cancelled: CancelledPeaks
  /** Of the modules of this worker's part. */
  readonly reductions: readonly ReductionSeries[]
  readonly latencyFrames: number
  readonly measurements: readonly (readonly [index: number, measurement: Measurement])[]
}

/** Cells of the counters that the workers of a plan share. */
export const COUNTERS = {
  /** Raw frames that the first of two parts has written. */
  raw: 0,
  /** Finished frames. */
  finished: 1,
  /** The next task to take. */
  nextTask: 2,
  /** ≠ 0: everybody stops. */
  stopped: 3,
} as const
const CELLS = 4

/** Fresh counters; `shared` where there is more than one worker. */
export const sharedCounters = (shared: boolean): Int32Array =>
  new Int32Array(shared ? new SharedArrayBuffer(CELLS * 4) : new ArrayBuffer(CELLS * 4))

/** Thrown by every worker of a plan that was stopped. */
export class PlanStopped extends Error {
  constructor() {
    super('stopped')
    this.name = 'PlanStopped'
  }
}
