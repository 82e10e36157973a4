import type { JobContext } from './job'
import { BLOCK_FRAMES } from './pcm'
import type { PcmReader } from './pcm-store'

/**
 * Gets `frames` frames (at most {@link BLOCK_FRAMES}) of each channel from `startFrame`. The memory is the same for
 * every block. What it answers is waited for.
 */
export type BlockVisit = (
  block: readonly Float32Array[],
  frames: number,
  startFrame: number,
) => Promise<void> | void

/** Frames `from` (0 unless told otherwise) to `to` (the end). */
export interface Frames {
  readonly from?: number
  readonly to?: number
}

/** Reads audio from one frame to another in blocks; tells how far it is and lets others run between them. */
export const forEachBlock = async (
  reader: PcmReader,
  { report, checkpoint }: Pick<JobContext, 'checkpoint'> & Partial<JobContext>,
  visit: BlockVisit,
  { from = 0, to = reader.lengthFrames }: Frames = {},
): Promise<void> => {
  const block = Array.from({ length: reader.channelCount }, () => new Float32Array(BLOCK_FRAMES))
  for (let start = from; start < to; start += BLOCK_FRAMES) {
    const frames = reader.read(start, block, Math.min(BLOCK_FRAMES, to - start))
    const visited = visit(block, frames, start)
    if (visited) await visited
    report?.(Math.min(1, (start + BLOCK_FRAMES - from) / (to - from)))
    const pause = checkpoint()
    if (pause) await pause
  }
}
