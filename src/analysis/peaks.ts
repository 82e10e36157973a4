import type { JobContext } from '../core/job'
import { BLOCK_FRAMES } from '../core/pcm'
import type { PcmReader } from '../core/pcm-store'
import type { Kernels } from '../dsp/kernels'
import type { Segment } from './segments'

/** Minimum and maximum per bin over all channels, for drawing: [min0, max0, min1, max1, …]. */
export interface Peaks {
  readonly bins: number
  readonly values: Float32Array
}

/** Is any sample beyond ±`amplitude`? */
export const isOver = ({ values }: Peaks, amplitude: number): boolean =>
  values.some((value) => Math.abs(value) > amplitude)

/** What a segment gives to the peaks of its track: the bins that its frames lie in, from `firstBin` on; of their frames the segment's alone. */
export interface SegmentPeaks {
  readonly firstBin: number
  /** [min, max, …]; ∞ and −∞ where the segment has no frame of a bin. */
  readonly values: Float32Array
}

/** In so many bins of equal length a track is drawn: `bins` at most, fewer when it has fewer frames, none when it has none. */
export const binsOf = ({ lengthFrames }: Pick<PcmReader, 'lengthFrames'>, bins: number): number =>
  Math.min(bins, lengthFrames)

/** What a segment gives to the peaks of a whole track in at most `bins` bins. Bin k covers frames ⌊k·length/bins⌋ up to the start of bin k + 1. */
export const peaksIn = async (
  reader: PcmReader,
  bins: number,
  { startFrame, endFrame }: Pick<Segment, 'startFrame' | 'endFrame'>,
  kernels: Kernels,
  job: JobContext,
): Promise<SegmentPeaks> => {
  const { lengthFrames, channelCount } = reader
  const count = binsOf(reader, bins)
  if (count === 0) return { firstBin: 0, values: new Float32Array(0) }
  const firstBin = Math.floor((startFrame * count) / lengthFrames)
  const endBin = Math.min(count, Math.ceil((endFrame * count) / lengthFrames) + 1)
  const scope = kernels.scope()
  try {
    const block = Array.from({ length: channelCount }, () => scope.f32(BLOCK_FRAMES))
    const views = block.map(({ view }) => view)
    const { pointer: ranges, view: values } = scope.f32(2 * Math.max(0, endBin - firstBin))
    for (let at = 0; at < values.length; at += 2) {
      values[at] = Number.POSITIVE_INFINITY
      values[at + 1] = Number.NEGATIVE_INFINITY
    }
    for (let start = startFrame; start < endFrame; ) {
      const read = reader.read(start, views, Math.min(BLOCK_FRAMES, endFrame - start))
      for (const { pointer } of block)
        kernels.call.widenRanges(pointer, read, start, lengthFrames, count, firstBin, ranges)
      start += read
      job.report((start - startFrame) / (endFrame - startFrame))
      const pause = job.checkpoint()
      if (pause) await pause
    }
    return { firstBin, values: values.slice() }
  } finally {
    scope.release()
  }
}

/** The peaks of a track in `bins` bins from those of all its segments, in order. */
export const joinPeaks = (parts: readonly SegmentPeaks[], bins: number): Peaks => {
  const values = new Float32Array(2 * bins)
  let known = 0
  for (const { firstBin, values: own } of parts) {
    const from = 2 * firstBin
    const to = from + own.length
    for (let at = from; at < Math.min(known, to); at += 2) {
      values[at] = Math.min(values[at] as number, own[at - from] as number)
      values[at + 1] = Math.max(values[at + 1] as number, own[at + 1 - from] as number)
    }
    if (to <= known) continue
    values.set(own.subarray(known > from ? known - from : 0), Math.max(known, from))
    known = to
  }
  return { bins, values }
}
