import type { Recipe } from '../../chain/recipe'
import { assert } from '../../core/assert'
import { BLOCK_FRAMES } from '../../core/pcm'
import type { PcmReader } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import { METER_HOP_FRAMES, type ModuleReduction } from '../protocol/meter-frame'
import { type Pipeline, pipelineOf } from './pipeline'

/** Pre-roll: audio that a chain hears before what is heard, after a jump or with a new recipe: near enough to begin with. */
const PRE_ROLL_SECONDS = 1
/** Audio that a second chain converges on meanwhile: automatic releases remember for seconds. */
const CONVERGENCE_SECONDS = 24
/** Blocks that converging takes at a time: some milliseconds of work. */
const CONVERGENCE_BLOCKS = 4
/** Blocks kept behind the newest: readers at a lower rate overlap, and a restart goes back a little. */
const KEPT_BLOCKS = 16

/**
 * The master of `source` under a recipe as an ordinary reader, made while it is read. Read onward it costs
 * one pass; elsewhere the chain starts anew a second earlier, and one that has converged takes over as soon
 * as `converge` has brought it up. From frame 0 on it equals the rendered master bit for bit (same
 * landing); from anywhere else once converged. Work is cut at whole multiples of 4096 frames of the
 * track, as rendering does.
 */
export class LiveMaster implements PcmReader {
  readonly sampleRate: number
  readonly channelCount: number
  readonly lengthFrames: number
  private readonly build: () => Pipeline
  private pipeline: Pipeline
  /** Comes from further back to replace `pipeline` where it meets it. */
  private converging: { readonly pipeline: Pipeline; next: number } | null = null
  private converged = true
  private readonly blocks = new Map<number, RenderedBlock>()
  private readonly spare: RenderedBlock[] = []
  /** The block that the pipeline makes next; null before the first start. */
  private next: number | null = null

  constructor(kernels: Kernels, source: PcmReader, recipe: Recipe, soloId: string | null) {
    this.sampleRate = source.sampleRate
    this.channelCount = source.channelCount
    this.lengthFrames = source.lengthFrames
    this.build = () => pipelineOf(kernels, source, recipe, soloId)
    this.pipeline = this.build()
  }

  read(startFrame: number, into: readonly Float32Array[], frames: number): number {
    const count = Math.max(0, Math.min(frames, this.lengthFrames - startFrame))
    for (let done = 0; done < count; ) {
      const frame = startFrame + done
      const offset = frame % BLOCK_FRAMES
      const step = Math.min(count - done, BLOCK_FRAMES - offset)
      const { planes } = this.block((frame - offset) / BLOCK_FRAMES)
      for (const [channel, target] of into.entries()) {
        const plane = planes[channel]
        assert(plane, 'live master: missing channel')
        target.set(plane.subarray(offset, offset + step), done)
      }
      done += step
    }
    return count
  }

  /** Gain reduction around a frame that was read a moment ago; empty where nothing was made. */
  reductionsAt(frame: number): readonly ModuleReduction[] {
    const offset = frame % BLOCK_FRAMES
    const made = this.blocks.get((frame - offset) / BLOCK_FRAMES)
    return made?.reductions[Math.floor(offset / METER_HOP_FRAMES)] ?? []
  }

  /** Some milliseconds of work towards the converged chain; false when there is nothing to do for now. */
  converge(): boolean {
    if (this.converged || this.next === null) return false
    this.converging ??= this.startConverging(this.next)
    const { converging, next } = this
    for (let count = 0; count < CONVERGENCE_BLOCKS && converging.next < next; count++) {
      this.spare.push(this.make(converging.pipeline))
      converging.next++
    }
    return converging.next < next
  }

  dispose(): void {
    this.stopConverging()
    this.pipeline.dispose()
  }

  private block(index: number): RenderedBlock {
    const known = this.blocks.get(index)
    if (known) return known
    if (this.next !== index) this.startAhead(index)
    const oldest = this.blocks.get(index - KEPT_BLOCKS)
    if (oldest) {
      this.blocks.delete(index - KEPT_BLOCKS)
      this.spare.push(oldest)
    }
    const made = this.make(this.pipeline)
    if (this.converging?.next === index) this.crossfadeTo(made)
    this.blocks.set(index, made)
    this.next = index + 1
    return made
  }

  private startAhead(index: number): void {
    this.stopConverging()
    for (const made of this.blocks.values()) this.spare.push(made)
    this.blocks.clear()
    const first = Math.max(0, index - this.blocksIn(PRE_ROLL_SECONDS))
    this.converged = first === 0
    this.pipeline.start(first * BLOCK_FRAMES)
    for (let block = first; block < index; block++) this.spare.push(this.make(this.pipeline))
  }

  private startConverging(index: number): { readonly pipeline: Pipeline; next: number } {
    const pipeline = this.build()
    const next = Math.max(0, index - this.blocksIn(CONVERGENCE_SECONDS))
    pipeline.start(next * BLOCK_FRAMES)
    return { pipeline, next }
  }

  /** Fades `made` into the converged chain's block; that chain goes on from here. */
  private crossfadeTo(made: RenderedBlock): void {
    const { converging } = this
    assert(converging, 'live master: nothing to crossfade to')
    const better = this.make(converging.pipeline)
    for (const [channel, plane] of made.planes.entries())
      for (let i = 0; i < BLOCK_FRAMES; i++) {
        const old = plane[i] ?? 0
        plane[i] = old + (((better.planes[channel]?.[i] ?? 0) - old) * i) / BLOCK_FRAMES
      }
    this.spare.push(better)
    this.pipeline.dispose()
    this.pipeline = converging.pipeline
    this.converging = null
    this.converged = true
  }

  private stopConverging(): void {
    this.converging?.pipeline.dispose()
    this.converging = null
  }

  private make(pipeline: Pipeline): RenderedBlock {
    const made = this.spare.pop() ?? emptyBlock(this.channelCount)
    made.reductions.length = 0
    for (let at = 0; at < BLOCK_FRAMES; at += METER_HOP_FRAMES) {
      const pieces = made.planes.map((plane) => plane.subarray(at, at + METER_HOP_FRAMES))
      pipeline.pull(pieces, METER_HOP_FRAMES)
      made.reductions.push(pipeline.reductions())
    }
    return made
  }

  private blocksIn(seconds: number): number {
    return Math.ceil((seconds * this.sampleRate) / BLOCK_FRAMES)
  }
}

/** One block of the master and what its modules took off. */
interface RenderedBlock {
  readonly planes: readonly Float32Array[]
  readonly reductions: (readonly ModuleReduction[])[]
}

const emptyBlock = (channelCount: number): RenderedBlock => ({
  planes: Array.from({ length: channelCount }, () => new Float32Array(BLOCK_FRAMES)),
  reductions: [],
})
