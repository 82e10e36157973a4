import type { Recipe } from '../chain/recipe'
import { assert } from '../core/assert'
import { BLOCK_FRAMES } from '../core/pcm'
import type { PcmReader } from '../core/pcm-store'
import type { Kernels } from '../dsp/kernels'
import { METER_HOP_FRAMES, type ModuleReduction } from './meter-frame'
import { type Pipeline, pipelineOf } from './pipeline'

/** Audio that a chain settles on before what is heard, after a jump or with a new recipe. */
const WARM_UP_SECONDS = 1
/** Blocks kept behind the newest: readers at a lower rate overlap, and a restart goes back a little. */
const KEPT_BLOCKS = 16

/**
 * The master of `source` under a recipe as an ordinary reader, made while it is read. Read onward it costs
 * one pass; elsewhere the chain starts anew a second earlier. From frame 0 on it equals the rendered master
 * bit for bit (same landing); from anywhere else once the chain has settled. Work is cut at whole
 * multiples of 4096 frames of the track, as rendering does.
 */
export class LiveMaster implements PcmReader {
  readonly sampleRate: number
  readonly channelCount: number
  readonly lengthFrames: number
  private readonly pipeline: Pipeline
  private readonly warmUpBlocks: number
  private readonly blocks = new Map<number, Made>()
  private readonly spare: Made[] = []
  /** The block that the pipeline makes next; null before the first start. */
  private next: number | null = null

  constructor(kernels: Kernels, source: PcmReader, recipe: Recipe, soloId: string | null) {
    this.sampleRate = source.sampleRate
    this.channelCount = source.channelCount
    this.lengthFrames = source.lengthFrames
    this.pipeline = pipelineOf(kernels, source, recipe, soloId)
    this.warmUpBlocks = Math.ceil((WARM_UP_SECONDS * source.sampleRate) / BLOCK_FRAMES)
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

  dispose(): void {
    this.pipeline.dispose()
  }

  private block(index: number): Made {
    const known = this.blocks.get(index)
    if (known) return known
    if (this.next !== index) this.startAhead(index)
    const made = this.make(index)
    this.blocks.set(index, made)
    this.next = index + 1
    return made
  }

  private startAhead(index: number): void {
    for (const made of this.blocks.values()) this.spare.push(made)
    this.blocks.clear()
    const first = Math.max(0, index - this.warmUpBlocks)
    this.pipeline.start(first * BLOCK_FRAMES)
    for (let block = first; block < index; block++) this.spare.push(this.make(block))
  }

  private make(index: number): Made {
    const oldest = index - KEPT_BLOCKS
    const left = this.blocks.get(oldest)
    if (left) {
      this.blocks.delete(oldest)
      this.spare.push(left)
    }
    const made = this.spare.pop() ?? emptyBlock(this.channelCount)
    made.reductions.length = 0
    for (let at = 0; at < BLOCK_FRAMES; at += METER_HOP_FRAMES) {
      const pieces = made.planes.map((plane) => plane.subarray(at, at + METER_HOP_FRAMES))
      this.pipeline.pull(pieces, METER_HOP_FRAMES)
      made.reductions.push(this.pipeline.reductions())
    }
    return made
  }
}

/** One block of the master and what its modules took off. */
interface Made {
  readonly planes: readonly Float32Array[]
  readonly reductions: (readonly ModuleReduction[])[]
}

const emptyBlock = (channelCount: number): Made => ({
  planes: Array.from({ length: channelCount }, () => new Float32Array(BLOCK_FRAMES)),
  reductions: [],
})
