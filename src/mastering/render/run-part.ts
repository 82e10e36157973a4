import { Chain, type PieceWatcher } from '../../chain/chain'
import { type CancelledPeaks, NOTHING_CANCELLED } from '../../chain/descriptor'
import { LIMITER_ID } from '../../chain/limiter-split'
import { BLOCK_FRAMES, monoOrStereo } from '../../core/pcm'
import type { PcmReader, PcmStore } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import { ReductionLog, type ReductionSeries } from './reduction-series'
import {
  COUNTERS,
  GAINS,
  PIECE_FRAMES,
  type PlanMemory,
  RAW_FRAMES,
  type RenderPlan,
} from './render-plan'
import { WriteBehind } from './write-behind'

export interface PartServices {
  readonly source: PcmReader
  readonly target: PcmStore
  readonly memory: PlanMemory
  readonly kernels: Kernels
}

export interface RenderedPart {
  /** Largest gain reduction of the limiter, dB, per piece of PIECE_FRAMES of chain input. */
  readonly reductionsDb: Float32Array
  /** Of every module of this part that has any. */
  readonly reductions: readonly ReductionSeries[]
  readonly latencyFrames: number
  readonly cancelled: CancelledPeaks
}

/** Of the two parts, each tells the other this often: a worker that was asleep takes as long to wake up as a block takes. */
const TOLD_FRAMES = 8 * BLOCK_FRAMES

/**
 * One part of a plan's chain over the whole track, block after block, latency trimmed and tail flushed. The first of two parts
 * leaves its raw output in the memory of the plan, where the last one takes it; neither waits: it is asked whether it can go on.
 */
export class RunningPart implements PieceWatcher {
  readonly pieceFrames = PIECE_FRAMES
  readonly latencyFrames: number
  /** The counter that grows before it can go on, where it cannot. */
  readonly waitsFor: number
  private readonly memory: PlanMemory
  private readonly source: PcmReader
  private readonly isFirst: boolean
  private readonly isHalf: boolean
  private readonly chain: Chain
  private readonly turnedDown = new Float64Array(GAINS)
  private readonly limiter: Chain['activeModules'][number]['processor'] | undefined
  private readonly written: WriteBehind | null
  private readonly log: ReductionLog
  private readonly reductionsDb: Float32Array
  private readonly block: readonly Float32Array[]
  private readonly end: number
  private start = 0

  constructor(plan: RenderPlan, index: number, { source, target, memory, kernels }: PartServices) {
    const spec = plan.parts[index]
    if (!spec) throw new Error('no such part')
    const { sampleRate, lengthFrames } = source
    const channelCount = monoOrStereo(source.channelCount)
    this.source = source
    this.memory = memory
    this.isFirst = index === 0
    this.isHalf = spec.half !== undefined
    this.waitsFor = this.isFirst ? COUNTERS.taken : COUNTERS.raw
    const share = spec.half && { half: spec.half, turnedDown: this.turnedDown }
    const options = { ...spec, kernels, sampleRate, channelCount, lengthFrames, share }
    let chain = new Chain(options)
    this.latencyFrames = plan.parts.length === 1 ? chain.latencyFrames : plan.latencyFrames
    this.end = lengthFrames + this.latencyFrames
    const delayFrames = this.isFirst ? 0 : this.latencyFrames - chain.latencyFrames
    // Both halves of a limiter count from where it begins.
    if (delayFrames > 0 && !this.isHalf) {
      chain.dispose()
      chain = new Chain({ ...options, delayFrames })
    }
    this.chain = chain
    this.limiter = chain.activeModules.find(({ id }) => id === LIMITER_ID)?.processor
    const isLast = index === plan.parts.length - 1
    this.written = isLast
      ? new WriteBehind(target, (frames) => this.tell(COUNTERS.finished, frames))
      : null
    this.log = new ReductionLog(chain, sampleRate, lengthFrames, delayFrames)
    this.reductionsDb = new Float32Array(Math.ceil(this.end / PIECE_FRAMES))
    const block = Array.from({ length: channelCount }, () => new Float32Array(BLOCK_FRAMES))
    this.block = block
  }

  /** 0…1 */
  get progress(): number {
    return this.start / this.end
  }

  get isDone(): boolean {
    return this.start >= this.end
  }

  /** Is there a next block, and neither audio nor room missing for it? */
  get canStep(): boolean {
    if (this.isDone) return false
    const frames = Atomics.load(this.memory.counters, this.waitsFor)
    const next = this.start + this.nextFrames
    if (!this.isFirst) return frames >= next
    return this.written !== null || frames >= next - RAW_FRAMES
  }

  /** The next block. */
  step(): void {
    const { start, block, isFirst, source } = this
    const { raw } = this.memory
    const frames = this.nextFrames
    const next = start + frames
    const ring = start % RAW_FRAMES
    if (isFirst) {
      const read = source.read(start, block, frames)
      for (const channel of block) channel.fill(0, read, frames)
    } else
      for (const [place, channel] of block.entries())
        channel.set((raw[place] as Float32Array).subarray(ring, ring + frames))
    this.chain.process(block, block, frames, this)
    this.start = next
    const isTold = next % TOLD_FRAMES === 0 || this.isDone
    if (!isFirst && isTold) this.tell(COUNTERS.taken, next)
    if (this.written) {
      const skipped = Math.min(frames, Math.max(0, this.latencyFrames - start))
      this.written.append(block, skipped, frames)
      if (this.isDone) this.written.flush()
    } else {
      for (const [place, channel] of block.entries())
        raw[place]?.set(channel.subarray(0, frames), ring)
      if (isTold) this.tell(COUNTERS.raw, next)
    }
  }

  /** The gains that the first half of a limiter gave these frames of the block, for the second. */
  before(at: number): void {
    const { turnedDown, isFirst, memory } = this
    if (isFirst) return
    const from = this.gainAt(at)
    for (let k = 0; k < GAINS; k++) turnedDown[k] = memory.gains[from + k] as number
  }

  /** Notes what was taken off these frames of the block. */
  after(at: number, frames: number): void {
    const from = this.start + at
    if (this.isFirst) this.memory.gains.set(this.turnedDown, this.gainAt(at))
    this.reductionsDb[from / PIECE_FRAMES] = this.limiter?.gainReductionDb?.[0] ?? 0
    this.log.note(from, frames)
  }

  private gainAt(at: number): number {
    return ((GAINS * (this.start + at)) / PIECE_FRAMES) % this.memory.gains.length
  }

  /** What was found, once all of it is done. */
  rendered(): RenderedPart {
    const cancelled = this.limiter?.cancelled?.() ?? NOTHING_CANCELLED
    const { reductionsDb, latencyFrames } = this
    return { reductionsDb, reductions: this.log.series(), latencyFrames, cancelled }
  }

  dispose(): void {
    this.chain.dispose()
  }

  private get nextFrames(): number {
    return Math.min(BLOCK_FRAMES, this.end - this.start)
  }

  private tell(cell: number, frames: number): void {
    const { counters } = this.memory
    Atomics.store(counters, cell, frames)
    Atomics.notify(counters, cell)
  }
}
