import type { JobContext } from '../core/job'
import { BLOCK_FRAMES } from '../core/pcm'
import type { PcmReader } from '../core/pcm-store'
import type { Kernels } from '../dsp/kernels'
import { SlidingAudio } from '../dsp/sliding-audio'
import type { MeasuredSegment } from './measured-segment'
import { SegmentMeter } from './segment-meter'
import type { Segment } from './segments'

/** Loudness, true peak and levels of one segment of a track. */
export const measureSegment = async (
  reader: PcmReader,
  segment: Segment,
  verify: boolean,
  kernels: Kernels,
  job: JobContext,
): Promise<MeasuredSegment> => {
  const scope = kernels.scope()
  try {
    const meter = new SegmentMeter(kernels, scope, reader, segment, verify)
    const { startFrame, endFrame, historyFrames, behindFrames } = meter
    const reach = { before: historyFrames, behind: behindFrames, longest: BLOCK_FRAMES }
    const audio = new SlidingAudio(reader, scope, startFrame, reach)
    const pointers: number[] = []
    for (let at = startFrame; at < endFrame; at += BLOCK_FRAMES) {
      const frames = Math.min(BLOCK_FRAMES, endFrame - at)
      audio.at(at, at + frames, pointers)
      meter.take(pointers, at, frames)
      job.report((at - startFrame) / (endFrame - startFrame))
      const pause = job.checkpoint()
      if (pause) await pause
    }
    return meter.finish()
  } finally {
    scope.release()
  }
}
