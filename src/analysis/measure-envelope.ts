import { forEachBlock } from '../core/for-each-block'
import type { JobContext } from '../core/job'
import { monoOrStereo } from '../core/pcm'
import type { PcmReader } from '../core/pcm-store'
import type { Kernels } from '../dsp/kernels'
import { type Envelope, hopFrames } from './envelope'
import { EnvelopeMeter, PEAK_FLOOR } from './envelope-meter'
import { neededFrames, preRollFrame, type Segment } from './segments'

/** The envelope of one segment of a track of `lengthFrames`. */
export const measureEnvelopeSegment = async (
  reader: PcmReader,
  segment: Segment,
  peaks: boolean,
  kernels: Kernels,
  job: JobContext,
): Promise<Envelope> => {
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

/** The whole envelope from those of all segments, in order. */
export const joinEnvelopes = (parts: readonly Envelope[], lengthFrames: number): Envelope => {
  const [first] = parts
  if (!first) throw new Error('no segments')
  const join = (key: 'energy' | 'peak'): Float32Array => {
    const whole = new Float32Array(Math.ceil(lengthFrames / first.hopFrames))
    let at = 0
    for (const part of parts) {
      whole.set(part[key], at)
      at += part[key].length
    }
    return whole
  }
  return {
    sampleRate: first.sampleRate,
    lengthFrames,
    hopFrames: first.hopFrames,
    energy: join('energy'),
    peak: aboveFloor(join('peak')),
  }
}

/** Which of the small peaks were noted depends on where a segment began: none of them is. */
const aboveFloor = (peaks: Float32Array): Float32Array => {
  let largest = 0
  for (let hop = 0; hop < peaks.length; hop++) largest = Math.max(largest, peaks[hop] ?? 0)
  const floor = PEAK_FLOOR * largest
  for (let hop = 0; hop < peaks.length; hop++) if ((peaks[hop] ?? 0) < floor) peaks[hop] = 0
  return peaks
}
