import type { JobContext } from '../core/job'
import { BLOCK_FRAMES } from '../core/pcm'
import type { PcmReader } from '../core/pcm-store'
import type { Kernels } from '../dsp/kernels'

/** Minimum and maximum per bin over all channels, for drawing: [min0, max0, min1, max1, …]. */
export interface Peaks {
  readonly bins: number
  readonly values: Float32Array
}

/** Is any sample beyond ±`amplitude`? */
export const isOver = ({ values }: Peaks, amplitude: number): boolean =>
  values.some((value) => Math.abs(value) > amplitude)

/**
 * Peaks of a whole track in at most `bins` bins of equal length; fewer when it has fewer frames,
 * 0 bins when it has none. Bin k covers frames ⌊k·length/bins⌋ up to the start of bin k + 1.
 */
export async function peaksOf(
  reader: PcmReader,
  bins: number,
  kernels: Kernels,
  job: JobContext,
): Promise<Peaks> {
  const { lengthFrames, channelCount } = reader
  const count = Math.min(bins, lengthFrames)
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
    let bin = 0
    for (let start = 0; start < lengthFrames; ) {
      const end = start + reader.read(start, views, BLOCK_FRAMES)
      for (let from = start; from < end; ) {
        const to = Math.min(end, startOf(bin + 1))
        for (const { pointer } of block)
          kernels.call.widenRange(pointer + (from - start) * 4, to - from, range.pointer + bin * 8)
        if (to === startOf(bin + 1)) bin++
        from = to
      }
      start = end
      job.report(end / lengthFrames)
      const pause = job.checkpoint()
      if (pause) await pause
    }
    return { bins: count, values: range.view.slice() }
  } finally {
    scope.release()
  }
}
