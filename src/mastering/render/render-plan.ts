import type { Envelope } from '../../analysis/envelope'
import type { MeasuredRange } from '../../analysis/measure-segment'
import type { FrameRange } from '../../analysis/segments'
import type { ChainPart } from '../../chain/chain'
import type { Landing, ModuleSettings } from '../../chain/descriptor'
import type { ReductionSeries } from './reduction-series'

/**
 * One stretch of work that all hands do together: a chain rendered, and its output measured while it is
 * still being rendered. Plain data. Nothing in it depends on time, so neither does any result.
 */
export interface Shift {
  /** Of the track. */
  readonly lengthFrames: number
  /**
   * The chain, whole or cut in two; empty when the source itself is measured. Hand 0 runs the last stage and
   * hand 1 the one before, block by block behind each other: every stage hears what it would in one chain.
   */
  readonly stages: readonly StageSpec[]
  /** Of all stages together, in frames; only needed where there are two. */
  readonly latencyFrames: number
  /** Taken by whoever is free, in this order, once their audio is there. */
  readonly tasks: readonly Task[]
}

export interface StageSpec {
  readonly modules: readonly ModuleSettings[]
  readonly landing: Landing
  readonly part: ChainPart
}

export type Task =
  | { readonly kind: 'hops'; readonly range: FrameRange; readonly peaks: boolean }
  | { readonly kind: 'range'; readonly range: FrameRange; readonly judge: boolean }

/** What each kind of task finds. */
export interface Values {
  readonly hops: Envelope
  readonly range: MeasuredRange
}

export type Measurement =
  | { readonly kind: 'hops'; readonly value: Values['hops'] }
  | { readonly kind: 'range'; readonly value: Values['range'] }

/** What one hand brings back. */
export interface Yield {
  /** Largest gain reduction of the limiter, dB, per piece of PIECE_FRAMES of chain input; from the last stage. */
  readonly reductionsDb: Float32Array | null
  /** Of the modules of this hand's stage. */
  readonly reductions: readonly ReductionSeries[]
  readonly latencyFrames: number
  readonly measurements: readonly (readonly [index: number, measurement: Measurement])[]
}

/** Cells of the control block that the hands of a shift share. */
export const CONTROL = {
  /** Raw frames that the first of two stages has written. */
  raw: 0,
  /** Finished frames. */
  finished: 1,
  /** The next task to take. */
  nextTask: 2,
  /** ≠ 0: everybody stops. */
  stopped: 3,
} as const
const CELLS = 4

/** A fresh control block; `shared` where there is more than one hand. */
export const newControl = (shared: boolean): Int32Array =>
  new Int32Array(shared ? new SharedArrayBuffer(CELLS * 4) : new ArrayBuffer(CELLS * 4))

/** Thrown by every hand of a shift that was stopped. */
export class Stopped extends Error {
  constructor() {
    super('stopped')
    this.name = 'Stopped'
  }
}
