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

/** In so many bins of equal length a track is drawn: `bins` at most, fewer when it has fewer frames, none when it has none. */
const countOf = ({ lengthFrames }: Pick<PcmReader, 'lengthFrames'>, bins: number): number =>
  Math.min(bins, lengthFrames)

/**
 * What a segment gives to the peaks of a whole track in at most `bins` bins: [min0, max0, …] of its own frames, +∞ and −∞ where it has
 * none. Bin k covers frames ⌊k·length/bins⌋ up to the start of bin k + 1.
 */
export const peaksIn = async (
  reader: PcmReader,
  bins: number,
  { startFrame, endFrame }: Pick<Segment, 'startFrame' | 'endFrame'>,
  kernels: Kernels,
  job: JobContext,
): Promise<Float32Array> => {
  const { lengthFrames, channelCount } = reader
  const count = countOf(reader, bins)
  const startOf = (bin: number): number => Math.floor((bin * lengthFrames) / count)
  const scope = kernels.scope()
  try {
    const block = Array.from({ length: channelCount }, () => scope.f32(BLOCK_FRAMES))
    const views = block.map(({ view }) => view)
    const range = scope.f32(2 * count)
    for (let bin = 0; bin < count; bin++) {
      range.view[2 * bin] = Number.POSITIVE_INFINITY
      range.view[2 * bin + 1] = Number.NEGATIVE_INFINITY
    }
    let bin = Math.floor((startFrame * count) / lengthFrames)
    for (let start = startFrame; start < endFrame; ) {
      const end = start + reader.read(start, views, Math.min(BLOCK_FRAMES, endFrame - start))
      for (let from = start; from < end; ) {
        while (startOf(bin + 1) <= from) bin++
        const to = Math.min(end, startOf(bin + 1))
        for (const { pointer } of block)
          kernels.call.widenRange(pointer + (from - start) * 4, to - from, range.pointer + bin * 8)
        from = to
      }
      start = end
      job.report((end - startFrame) / (endFrame - startFrame))
      const pause = job.checkpoint()
      if (pause) await pause
    }
    return range.view.slice()
  } finally {
    scope.release()
  }
}

/** The peaks of a track from those of all its segments. */
export const joinPeaks = (parts: readonly Float32Array[]): Peaks => {
  const values = parts[0]?.slice() ?? new Float32Array(0)
  for (const part of parts.slice(1))
    for (let at = 0; at < values.length; at += 2) {
      values[at] = Math.min(values[at] as number, part[at] as number)
      values[at + 1] = Math.max(values[at + 1] as number, part[at + 1] as number)
    }
  return { bins: values.length / 2, values }
}
