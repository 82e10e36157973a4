import type { Chain } from '../../chain/chain'
import { assert } from '../../core/assert'
import type { JobContext } from '../../core/job'
import { BLOCK_FRAMES } from '../../core/pcm'
import type { PcmReader } from '../../core/pcm-store'

/** Frames of `source` that one call workers on; the arrays are reused. */
export type OnBlock = (block: readonly Float32Array[], frames: number, startFrame: number) => void

/**
 * The whole of `source` through `chain`, latency trimmed and the tail flushed: as many frames come
 * out as went in. `afterPiece` is called after every `pieceFrames` of processing with the range of
 * output frames it made, for readings that a processor keeps per block.
 */
export const streamThrough = async (
  source: PcmReader,
  chain: Chain,
  job: JobContext,
  onBlock: OnBlock,
  pieces?: { readonly frames: number; readonly after: (from: number, to: number) => void },
): Promise<void> => {
  const { lengthFrames, channelCount } = source
  const block = blockFor(channelCount)
  const pieceFrames = pieces?.frames ?? BLOCK_FRAMES
  assert(BLOCK_FRAMES % pieceFrames === 0, 'pieces must divide the block')
  const end = lengthFrames + chain.latencyFrames
  for (let start = 0; start < end; start += BLOCK_FRAMES) {
    const frames = Math.min(BLOCK_FRAMES, end - start)
    const read = source.read(start, block, frames)
    for (const channel of block) channel.fill(0, read, frames)
    for (let at = 0; at < frames; at += pieceFrames) {
      const step = Math.min(pieceFrames, frames - at)
      const piece = block.map((channel) => channel.subarray(at, at + step))
      chain.process(piece, piece, step)
      const from = start + at - chain.latencyFrames
      if (from + step > 0) pieces?.after(Math.max(0, from), from + step)
    }
    const skip = Math.min(frames, Math.max(0, chain.latencyFrames - start))
    if (frames > skip)
      onBlock(
        skip === 0 ? block : block.map((channel) => channel.subarray(skip)),
        frames - skip,
        start + skip - chain.latencyFrames,
      )
    job.report((start + frames) / end)
    await job.checkpoint()
  }
}

const blockFor = (channelCount: number): readonly Float32Array[] =>
  Array.from({ length: channelCount }, () => new Float32Array(BLOCK_FRAMES))
