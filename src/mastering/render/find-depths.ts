import type { Segment } from '../../analysis/segments'
import type { JobContext } from '../../core/job'
import { BLOCK_FRAMES, monoOrStereo } from '../../core/pcm'
import type { PcmReader } from '../../core/pcm-store'
import { depthGrid, MaskingDepths, type MaskingParams } from '../../dsp/dynamics/masking-depths'
import { gainOfDb } from '../../dsp/elementary'
import type { Kernels } from '../../dsp/kernels'

/** One segment's share of what a limiter would find on its way. */
export interface DepthsTask {
  readonly segment: Segment
  /** Of the landing. */
  readonly driveDb: number
  readonly masking: MaskingParams
}

/**
 * Depths, in dB, that the masking budget allows in the hops that begin in a segment of `audio`, driven as the landing drives it;
 * the last segment's reach as far as the track is heard. The very numbers that one `MaskingDepths` over the whole track finds.
 */
export const findDepths = async (
  audio: PcmReader,
  { segment, driveDb, masking }: DepthsTask,
  kernels: Kernels,
  job: JobContext,
): Promise<Float64Array> => {
  const { sampleRate } = audio
  const channelCount = monoOrStereo(audio.channelCount)
  const { hopFrames, reachFrames, latencyFrames } = depthGrid(sampleRate)
  const hopAt = (frame: number): number => Math.ceil(frame / hopFrames)
  const first = hopAt(segment.startFrame)
  const end = hopAt(segment.last ? segment.endFrame + reachFrames : segment.endFrame)
  const found = new Float64Array(end - first)
  const start = startOf(first * hopFrames - reachFrames)
  const depths = new MaskingDepths(kernels, masking, start, sampleRate, channelCount)
  const scope = kernels.scope()
  const regions = Array.from({ length: channelCount }, () => scope.f32(BLOCK_FRAMES))
  const pointers = regions.map(({ pointer }) => pointer)
  const views = regions.map(({ view }) => view)
  const gain = gainOfDb(driveDb)
  const last = end * hopFrames + latencyFrames
  try {
    let hop = first
    for (let at = start; hop < end; at += BLOCK_FRAMES) {
      const read = audio.read(at, views, BLOCK_FRAMES)
      for (const { view, pointer } of regions) {
        view.fill(0, read)
        kernels.call.sanitise(pointer, BLOCK_FRAMES)
        if (driveDb !== 0) kernels.call.applyGain(pointer, BLOCK_FRAMES, gain)
      }
      depths.push(pointers, BLOCK_FRAMES)
      for (; hop < Math.min(end, depths.known); hop++) found[hop - first] = depths.at(hop)
      job.report(Math.min(1, (at + BLOCK_FRAMES - start) / (last - start)))
      const pause = job.checkpoint()
      if (pause) await pause
    }
    return found
  } finally {
    depths.dispose()
    scope.release()
  }
}

/** Where to begin so that depths judged from `frame` on are those of a run from the start: on the grid, and a block ahead. */
const startOf = (frame: number): number =>
  Math.max(0, (Math.floor(frame / BLOCK_FRAMES) - 1) * BLOCK_FRAMES)
