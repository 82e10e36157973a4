import { type JobContext, portion } from '../../core/job'
import type { PcmReader } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import { type Segment, segmentsOf } from '../segments'
import { type BlockLevels, blockCount, blockPower, blockStart, firstBlockFrom } from './blocks'
import { type Click, proveClick } from './click-proof'
import { ClickScanner } from './click-scanner'
import { joinOffsetSums, type OffsetSums, offsetSums } from './codec-lattice'
import { type Ends, endsOf, NO_ENDS, peakReader } from './ends'
import { type LowRow, lowRows } from './low-windows'
import { joinSamples, type SampleEvidence } from './sample-evidence'
import { FRAMES_BEFORE, FRAMES_BEHIND, SampleScanner } from './sample-scanner'
import { type ShortFrames, shortFrames } from './short-frames'
import { joinCounts } from './small-samples'
import { type WindowEvidence, windowEvidence } from './spectral-windows'

/** What is gathered of a stretch of a track for the detectors. Plain data. */
export interface Evidence extends WindowEvidence {
  readonly samples: SampleEvidence
  readonly ends: Ends
  /** Whatever may be one. */
  readonly clicks: readonly Click[]
  readonly offsets: OffsetSums
  /** Of the low end, of windows that are evenly spread and of the quietest. */
  readonly low: readonly LowRow[]
  /** Of 20 ms each, of seconds that are evenly spread. */
  readonly short: readonly ShortFrames[]
}

/** Tables are made anew for each: fewer than the segments of the measurements. */
const MOST_SEGMENTS = 4

/** The segments that evidence is gathered in. */
export const evidenceSegments = ({ lengthFrames, sampleRate }: PcmReader): readonly Segment[] =>
  segmentsOf(lengthFrames, sampleRate, MOST_SEGMENTS)

/** Gathers what the detectors need of one segment: of the blocks of 50 ms that begin in it. */
export const collectEvidence = async (
  reader: PcmReader,
  segment: Segment,
  kernels: Kernels,
  job: JobContext,
): Promise<Evidence> => {
  const { sampleRate, channelCount, lengthFrames } = reader
  const scope = kernels.scope()
  try {
    const firstBlock = firstBlockFrom(segment.startFrame, sampleRate)
    const endBlock = firstBlockFrom(segment.endFrame, sampleRate)
    const room = FRAMES_BEFORE + blockStart(1, sampleRate) + 1 + FRAMES_BEHIND
    const regions = Array.from({ length: channelCount }, () => scope.f32(room))
    const pointers = regions.map(({ pointer }) => pointer + FRAMES_BEFORE * 4)
    const startFrame = blockStart(firstBlock, sampleRate)
    const scanner = new SampleScanner(kernels, scope, startFrame, zerosBefore(reader, startFrame))
    const clickScanner = new ClickScanner(kernels, scope, channelCount, room)
    // Clicks are judged by what lies around them: a block more on either side.
    for (let block = Math.max(0, firstBlock - 1); block <= endBlock; block++) {
      const start = blockStart(block, sampleRate)
      const frames = Math.min(blockStart(block + 1, sampleRate), lengthFrames) - start
      if (frames <= 0) break
      readAround(reader, start, frames, regions)
      clickScanner.take(pointers, start, frames)
      if (block >= firstBlock && block < endBlock) scanner.take(pointers, frames)
      job.report((0.6 * Math.max(0, block - firstBlock)) / (endBlock - firstBlock + 1))
      const pause = job.checkpoint()
      if (pause) await pause
    }
    const peakIn = peakReader(reader)
    const samples = scanner.finish(peakIn)
    const { blocks } = samples
    const lowJob = portion(job, 0.8, 1)
    return {
      samples,
      ends: endsOf(reader, peakIn),
      clicks: clickScanner
        .between(startFrame, blockStart(endBlock, sampleRate), sampleRate)
        .flatMap((candidate) => proveClick(reader, candidate) ?? []),
      ...(await windowEvidence(reader, segment, kernels, portion(job, 0.6, 0.75))),
      short: await shortFrames(reader, segment, kernels, portion(job, 0.75, 0.8)),
      offsets: offsetSums(reader, middling(blocks, firstBlock, reader), kernels),
      low: await lowRows(reader, segment, blocks, firstBlock, kernels, lowJob),
    }
  } finally {
    scope.release()
  }
}

/** Places in all where frames of a codec are sought. */
const CODEC_PLACES = 4

/** First frames of blocks of middling power: neither noise nor silence tells how they were coded. */
const middling = (
  blocks: BlockLevels,
  firstBlock: number,
  reader: PcmReader,
): readonly number[] => {
  const order = Array.from({ length: blockCount(blocks) }, (_, block) => block).toSorted(
    (a, b) => blockPower(blocks, a) - blockPower(blocks, b),
  )
  const count = Math.ceil(CODEC_PLACES / evidenceSegments(reader).length)
  return Array.from({ length: count }, (_, k) => {
    const share = (k + 1) / (count + 1)
    const block = order[Math.floor(share * order.length)] ?? 0
    return blockStart(firstBlock + block, reader.sampleRate)
  })
}

/** How many zeros end each channel right ahead of a frame, looking back for a second at most. */
const zerosBefore = (reader: PcmReader, frame: number): readonly number[] => {
  const frames = Math.min(frame, reader.sampleRate)
  const block = Array.from({ length: reader.channelCount }, () => new Float32Array(frames))
  reader.read(frame - frames, block, frames)
  return block.map((channel) => frames - 1 - channel.findLastIndex((x) => x !== 0))
}

/** Reads a block with what lies around it; before the start and behind the end is silence. */
const readAround = (
  reader: PcmReader,
  start: number,
  frames: number,
  regions: readonly { readonly view: Float32Array }[],
): void => {
  const from = Math.max(0, start - FRAMES_BEFORE)
  const skip = from - (start - FRAMES_BEFORE)
  const wanted = FRAMES_BEFORE + frames + FRAMES_BEHIND - skip
  const into = regions.map(({ view }) => view.subarray(skip))
  const read = reader.read(from, into, wanted)
  for (const { view } of regions) {
    view.fill(0, 0, skip)
    view.fill(0, skip + read)
  }
}

/** The evidence of a whole track, from that of its segments in order. */
export const joinEvidence = (parts: readonly Evidence[]): Evidence => ({
  samples: joinSamples(parts.map(({ samples }) => samples)),
  ends: parts[0]?.ends ?? NO_ENDS,
  clicks: parts.flatMap(({ clicks }) => clicks),
  rows: parts.flatMap(({ rows }) => rows),
  small: joinCounts(parts.map(({ small }) => small)),
  offsets: joinOffsetSums(parts.map(({ offsets }) => offsets)),
  low: parts.flatMap(({ low }) => low),
  short: parts.flatMap(({ short }) => short),
})
