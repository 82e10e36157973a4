import type { MomentRange } from '../../analysis/damage/moments'
import type { HopValues } from '../../analysis/envelope'
import type { ExaminedSegment } from '../../analysis/evidence/collect-evidence'
import type { LowRow } from '../../analysis/evidence/low-windows'
import type { MeasuredSegment } from '../../analysis/measured-segment'
import type { SegmentPeaks } from '../../analysis/peaks'
import type { Segment } from '../../analysis/segments'
import type { ChainPart } from '../../chain/chain'
import type { CancelledPeaks, Landing, ModuleSettings } from '../../chain/descriptor'
import { BLOCK_FRAMES } from '../../core/pcm'
import type { LimiterHalf } from '../../dsp/dynamics/masked-limiter'
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
   * worker 1 the one before, some blocks ahead: every part hears what it would in one chain.
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
  /** Of the limiter's work; absent: all of it. */
  readonly half?: LimiterHalf
}

export type Task =
  | { readonly kind: 'envelope'; readonly segment: Segment; readonly peaks: boolean }
  | { readonly kind: 'segment'; readonly segment: Segment; readonly verify: boolean }
  | { readonly kind: 'examine'; readonly segment: Segment }
  | { readonly kind: 'low-end'; readonly segment: Segment }
  | { readonly kind: 'peaks'; readonly segment: Segment; readonly bins: number }
  | {
      readonly kind: 'moments'
      readonly segment: Segment
      readonly range: MomentRange
      /** Where they are stored: what all workers write to. */
      readonly values: Float64Array
    }
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
  readonly 'low-end': readonly LowRow[]
  readonly peaks: SegmentPeaks
  readonly moments: null
  /** dB, of the hops that begin in the segment. */
  readonly depths: Float64Array
}

export type Measurement =
  | { readonly kind: 'envelope'; readonly value: Values['envelope'] }
  | { readonly kind: 'segment'; readonly value: Values['segment'] }
  | { readonly kind: 'examine'; readonly value: Values['examine'] }
  | { readonly kind: 'low-end'; readonly value: Values['low-end'] }
  | { readonly kind: 'peaks'; readonly value: Values['peaks'] }
  | { readonly kind: 'moments'; readonly value: Values['moments'] }
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
  /** Raw frames that the first of two parts has made. */
  raw: 0,
  /** Those of them that the last part has taken. */
  taken: 1,
  /** Finished frames, in the target. */
  finished: 2,
  /** The next task to take. */
  nextTask: 3,
  /** ≠ 0: everybody stops. */
  stopped: 4,
} as const
const CELLS = 5

/** Gain reductions are read this often: about 10 ms. The largest of each piece counts, so averages err upwards. */
export const PIECE_FRAMES = 512
/** Frames that the first of two parts may be ahead of the last. */
export const RAW_FRAMES = 64 * BLOCK_FRAMES

/** What a limiter's first half tells of each piece: its gain of all, and of the low band alone. */
export const GAINS = 2

/** What the workers of a plan share beside the audio. */
export interface PlanMemory {
  readonly counters: Int32Array
  /** Where the first of two parts leaves its output, a channel each, round and round; none where the chain is whole. */
  readonly raw: readonly Float32Array[]
  /** Likewise, the gains of each of its pieces, where it is the first half of a limiter. */
  readonly gains: Float64Array
}

/**
 * Memory of a plan; `shared` where there is more than one worker. The rings of an earlier plan, which nobody works on any more, are
 * used again: whatever is in a ring is written before it is read.
 */
export const planMemory = (
  { parts }: RenderPlan,
  channelCount: number,
  shared: boolean,
  earlier: PlanMemory | null = null,
): PlanMemory => {
  const room = (cells: number) => {
    const bytes = cells * Int32Array.BYTES_PER_ELEMENT
    return shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes)
  }
  const rings = parts.length > 1 ? channelCount : 0
  return {
    counters: new Int32Array(room(CELLS)),
    raw: Array.from(
      { length: rings },
      (_, channel) => earlier?.raw[channel] ?? new Float32Array(room(RAW_FRAMES)),
    ),
    gains: earlier?.gains ?? new Float64Array(room((2 * GAINS * RAW_FRAMES) / PIECE_FRAMES)),
  }
}

/** Thrown by every worker of a plan that was stopped. */
export class PlanStopped extends Error {
  constructor() {
    super('stopped')
    this.name = 'PlanStopped'
  }
}
