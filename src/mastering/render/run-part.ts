import { Chain } from '../../chain/chain'
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
export class RunningPart {
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
  /** Views made once: there are twenty thousand pieces in four minutes. */
  private readonly pieces: readonly (readonly Float32Array[])[]
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
    this.pieces = Array.from({ length: BLOCK_FRAMES / PIECE_FRAMES }, (_, pieceIndex) =>
      block.map((channel) =>
        channel.subarray(pieceIndex * PIECE_FRAMES, (pieceIndex + 1) * PIECE_FRAMES),
      ),
    )
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
    const { start, block, chain, limiter, turnedDown, isFirst, source } = this
    const { raw, gains } = this.memory
    const frames = this.nextFrames
    const next = start + frames
    const ring = start % RAW_FRAMES
    if (isFirst) {
      const read = source.read(start, block, frames)
      for (const channel of block) channel.fill(0, read, frames)
    } else
      for (const [place, channel] of block.entries())
        channel.set((raw[place] as Float32Array).subarray(ring, ring + frames))
    for (const [pieceIndex, piece] of this.pieces.entries()) {
      const at = pieceIndex * PIECE_FRAMES
      const step = Math.min(PIECE_FRAMES, frames - at)
      if (step <= 0) break
      const gainAt = ((GAINS * (start + at)) / PIECE_FRAMES) % gains.length
      if (!isFirst) for (let k = 0; k < GAINS; k++) turnedDown[k] = gains[gainAt + k] as number
      chain.process(piece, piece, step)
      if (isFirst) gains.set(turnedDown, gainAt)
      this.reductionsDb[(start + at) / PIECE_FRAMES] = limiter?.gainReductionDb?.[0] ?? 0
      this.log.note(start + at, step)
    }
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
