import { forEachBlock } from '../core/for-each-block'
import type { JobContext } from '../core/job'
import { monoOrStereo } from '../core/pcm'
import type { PcmReader } from '../core/pcm-store'
import type { Kernels } from '../dsp/kernels'
import {
  type Envelope,
  type EnvelopePage,
  type HopValues,
  hopCount,
  hopFrames,
  largestPeak,
  pagesOf,
} from './envelope'
import { EnvelopeMeter, PEAK_FLOOR } from './envelope-meter'
import { neededFrames, preRollFrame, type Segment } from './segments'

/** The envelope of one segment of a track of `lengthFrames`. */
export const measureEnvelopeSegment = async (
  reader: PcmReader,
  segment: Segment,
  peaks: boolean,
  kernels: Kernels,
  job: JobContext,
): Promise<HopValues> => {
  const { sampleRate, lengthFrames } = reader
  const channelCount = monoOrStereo(reader.channelCount)
  const hop = hopFrames(sampleRate)
  const from = preRollFrame(segment, sampleRate)
  const to = neededFrames(segment)
  const meter = new EnvelopeMeter(kernels, sampleRate, channelCount, lengthFrames, {
    peaks,
    hops: { first: segment.startFrame / hop, end: Math.ceil(segment.endFrame / hop) },
    startFrame: from,
  })
  try {
    await forEachBlock(reader, job, (block, frames) => meter.push(block, frames), { from, to })
    return meter.finish()
  } finally {
    meter.release()
  }
}

/** The whole envelope from those of all segments, in order, which are not to be used any more. */
export const joinEnvelopes = (
  parts: readonly HopValues[],
  { lengthFrames, sampleRate }: Pick<Envelope, 'lengthFrames' | 'sampleRate'>,
): Envelope => {
  const pages: EnvelopePage[] = []
  for (const part of parts) pages.push(...pagesOf(part, hopCount(pages)))
  zeroBelowFloor(pages)
  return { sampleRate, lengthFrames, hopFrames: hopFrames(sampleRate), pages }
}

/** Which of the small peaks were noted depends on where a segment began: none of them is. */
const zeroBelowFloor = (pages: readonly EnvelopePage[]): void => {
  const floor = PEAK_FLOOR * largestPeak(pages)
  for (const { peak } of pages)
    for (let hop = 0; hop < peak.length; hop++) if ((peak[hop] as number) < floor) peak[hop] = 0
}
