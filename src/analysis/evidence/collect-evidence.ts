import { type JobContext, portion } from '../../core/job'
import { BLOCK_FRAMES } from '../../core/pcm'
import type { PcmReader } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import { SlidingAudio } from '../../dsp/sliding-audio'
import type { MeasuredSegment } from '../measured-segment'
import { SegmentMeter } from '../segment-meter'
import { type Segment, segmentsOf } from '../segments'
import { BlockScanner } from './block-scanner'
import { type BlockLevels, blockCount, blockPower, blockStart } from './blocks'
import { type Click, proveClick } from './click-proof'
import { joinOffsetSums, type OffsetSums, offsetSums } from './codec-lattice'
import { type Ends, endsOf, NO_ENDS, peakReader } from './ends'
import { type LowRow, lowRows } from './low-windows'
import { joinSamples, type SampleEvidence } from './sample-evidence'
import { FRAMES_BEFORE, FRAMES_BEHIND } from './sample-scanner'
import { type ShortFrames, shortFrames } from './short-frames'
import { joinCounts } from './small-samples'
import { type WindowEvidence, windowEvidence } from './spectral-windows'

/** What is gathered of a stretch of a track for the detectors. Plain data. */
export interface Evidence extends WindowEvidence {
  readonly samples: SampleEvidence
  /** Of the whole track; gathered with its first segment. */
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

/** What one segment of a track that is examined gives. Plain data. */
export interface ExaminedSegment {
  readonly measured: MeasuredSegment
  readonly evidence: Evidence
}

/** Measures one segment, and gathers what the detectors need of it: of the blocks of 50 ms that begin in it. */
export const examineSegment = async (
  reader: PcmReader,
  segment: Segment,
  kernels: Kernels,
  job: JobContext,
): Promise<ExaminedSegment> => {
  const scope = kernels.scope()
  try {
    const meter = new SegmentMeter(kernels, scope, reader, segment, false)
    const scanner = new BlockScanner(kernels, scope, reader, segment)
    const { startFrame, endFrame } = meter
    const audio = new SlidingAudio(reader, scope, startFrame, {
      before: Math.max(meter.historyFrames, FRAMES_BEFORE),
      behind: Math.max(meter.behindFrames, FRAMES_BEHIND),
      longest: BLOCK_FRAMES + scanner.longestFrames,
    })
    const pointers: number[] = []
    const reading = portion(job, 0, 0.7)
    for (let at = startFrame; at < endFrame; at += BLOCK_FRAMES) {
      const frames = Math.min(BLOCK_FRAMES, endFrame - at)
      audio.at(at, at + frames, pointers)
      meter.take(pointers, at, frames)
      scanner.takeTo(at + frames, audio)
      reading.report((at - startFrame) / (endFrame - startFrame))
      const pause = job.checkpoint()
      if (pause) await pause
    }
    scanner.takeTo(Number.POSITIVE_INFINITY, audio)
    const measured = meter.finish()
    const evidence = await evidenceOf(reader, segment, scanner, kernels, portion(job, 0.7, 1))
    return { measured, evidence }
  } finally {
    scope.release()
  }
}

/** What windows here and there tell, beside what was found block by block. */
const evidenceOf = async (
  reader: PcmReader,
  segment: Segment,
  scanner: BlockScanner,
  kernels: Kernels,
  job: JobContext,
): Promise<Evidence> => {
  const peakIn = peakReader(reader)
  const samples = scanner.samples(peakIn)
  const { blocks } = samples
  const { firstBlock } = scanner
  return {
    samples,
    ends: segment.startFrame === 0 ? endsOf(reader, peakIn) : NO_ENDS,
    clicks: scanner.clicks().flatMap((candidate) => proveClick(reader, candidate) ?? []),
    ...(await windowEvidence(reader, segment, kernels, portion(job, 0, 0.4))),
    short: await shortFrames(reader, segment, kernels, portion(job, 0.4, 0.7)),
    offsets: offsetSums(reader, middling(blocks, firstBlock, reader), kernels),
    low: await lowRows(reader, segment, blocks, firstBlock, kernels, portion(job, 0.7, 1)),
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
  // Once each: a sort asks for them some twenty times, and two hours have 144 000.
  const powers = Float64Array.from({ length: blockCount(blocks) }, (_, block) =>
    blockPower(blocks, block),
  )
  const powerOf = (block: number): number => powers[block] ?? 0
  const order = Uint32Array.from(powers, (_, block) => block).sort(
    (a, b) => powerOf(a) - powerOf(b),
  )
  const count = Math.ceil(CODEC_PLACES / evidenceSegments(reader).length)
  return Array.from({ length: count }, (_, k) => {
    const share = (k + 1) / (count + 1)
    const block = order[Math.floor(share * order.length)] ?? 0
    return blockStart(firstBlock + block, reader.sampleRate)
  })
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
