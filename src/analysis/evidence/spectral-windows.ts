import type { JobContext } from '../../core/job'
import type { PcmReader } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import type { Segment } from '../segments'
import { listened } from './listened'
import { countSmall, noCounts, type ValueCounts } from './small-samples'
import { BandSums, type SpectralRow } from './spectral-row'
import { StereoTransform } from './stereo-transform'

/** A sixth of a second at 44.1 and 48 kHz: bins of 6 Hz. */
const SIZE_AT_48K = 8192
/** So many windows, evenly spread, tell how a track sounds. */
const MOST_WINDOWS = 48
/** In every so many of them what costs more is looked for. */
const DELAY_EVERY = 3

/** Frames of a window at this rate. */
export const windowFrames = (sampleRate: number): number => {
  let size = SIZE_AT_48K
  while (size * 48_000 < SIZE_AT_48K * sampleRate) size *= 2
  return size
}

/** First frames of `count` windows at most, evenly spread over a track; at least one, also where it is shorter. */
export const spread = (lengthFrames: number, size: number, count: number): number[] => {
  const windows = Math.max(1, Math.min(count, Math.floor(lengthFrames / size)))
  const room = Math.max(0, lengthFrames - size)
  return Array.from({ length: windows }, (_, k) =>
    windows === 1 ? 0 : Math.floor((k * room) / (windows - 1)),
  )
}

/** Those of them that begin in a segment. */
export const inSegment = (
  starts: readonly number[],
  { startFrame, endFrame }: Segment,
): readonly number[] => starts.filter((start) => start >= startFrame && start < endFrame)

/** What windows tell. */
export interface WindowEvidence {
  readonly rows: readonly SpectralRow[]
  /** Small samples of some of them. */
  readonly small: ValueCounts
}

/** Of the windows that begin in a segment. */
export const windowEvidence = async (
  reader: PcmReader,
  segment: Segment,
  kernels: Kernels,
  job: JobContext,
): Promise<WindowEvidence> => {
  const { sampleRate, channelCount, lengthFrames } = reader
  const size = windowFrames(sampleRate)
  const all = spread(lengthFrames, size, MOST_WINDOWS)
  const starts = inSegment(all, segment)
  const scope = kernels.scope()
  try {
    const transform = new StereoTransform(kernels, scope, size)
    const sums = new BandSums(kernels, scope, transform, sampleRate)
    const [left, right] = transform.input
    const rows: SpectralRow[] = []
    const small = noCounts()
    for (const [k, start] of starts.entries()) {
      const into = channelCount > 1 ? [left.view, right.view] : [left.view]
      const read = reader.read(start, into, size)
      left.view.fill(0, read)
      if (channelCount > 1) right.view.fill(0, read)
      else right.view.set(left.view)
      transform.run()
      const isThird = all.indexOf(start) % DELAY_EVERY === 0
      rows.push(sums.row(start, channelCount > 1 && isThird))
      if (isThird) countSmall(left.view, small)
      job.report((k + 1) / starts.length)
      const pause = job.checkpoint()
      if (pause) await pause
    }
    return { rows: listened(reader, rows, kernels, scope, transform.input), small }
  } finally {
    scope.release()
  }
}
