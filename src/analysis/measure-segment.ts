import type { JobContext } from '../core/job'
import { BLOCK_FRAMES } from '../core/pcm'
import type { PcmReader } from '../core/pcm-store'
import { BlockGatherer } from '../dsp/block-gatherer'
import type { Kernels } from '../dsp/kernels'
import { LevelStatistics } from '../dsp/meters/level-statistics'
import { TRUE_PEAK_RUN_FRAMES, TruePeakScanner } from '../dsp/meters/true-peak'
import { METER_SHAPE, VERIFIER_SHAPE } from '../dsp/resampling/interpolator'
import { HopEnergies } from './hop-energies'
import { levelsOf, type SegmentLevels } from './levels'
import { RANGE_PADDING_HOPS, Silence } from './loudness-meter'
import { hopStart, LoudnessWindows } from './loudness-windows'
import type { Loudness } from './measurements'
import { neededFrames, preRollFrame, type Segment } from './segments'

/** What one segment gives to the measurements of a track. */
export interface MeasuredSegment {
  /** Per hop of 10 ms that begins in the segment and is whole; behind the last segment, those of the padding. */
  readonly energies: Float64Array
  /** How many of them are audio. */
  readonly audioHops: number
  /** Linear, 8 × 64. */
  readonly peak: number
  /** Linear, 16 × 128; 0 where it was not asked for. */
  readonly verifiedPeak: number
  readonly levels: SegmentLevels
}

/** Loudness, true peak and levels of one segment of a track. */
export const measureSegment = async (
  reader: PcmReader,
  segment: Segment,
  verify: boolean,
  kernels: Kernels,
  job: JobContext,
): Promise<MeasuredSegment> => {
  const { sampleRate, channelCount } = reader
  const scope = kernels.scope()
  const scanners = [
    new TruePeakScanner(kernels, scope, METER_SHAPE),
    ...(verify ? [new TruePeakScanner(kernels, scope, VERIFIER_SHAPE)] : []),
  ]
  const historyFrames = Math.max(...scanners.map((scanner) => scanner.historyFrames))
  const gatherer = new BlockGatherer(scope, channelCount, historyFrames)
  const from = preRollFrame(segment, sampleRate)
  const end = neededFrames(segment)
  const filter = new HopEnergies(kernels, scope, sampleRate, channelCount, undefined, from)
  const statistics = new LevelStatistics(kernels, scope, channelCount)
  const energies: number[] = []
  const keep = (energy: number, hop: number): void => {
    const start = hopStart(hop, sampleRate)
    if (start >= segment.startFrame && (segment.last || start < segment.endFrame))
      energies.push(energy)
  }
  /** Counts what of these frames lies in the segment. */
  const count = (at: number, frames: number): void => {
    const offset = Math.max(0, segment.startFrame - at)
    const inside = Math.min(frames, segment.endFrame - at) - offset
    if (inside <= 0) return
    const pointers = gatherer.pointers.map((pointer) => pointer + offset * 4)
    if (at + offset === segment.startFrame && segment.startFrame > 0) statistics.resume(pointers)
    statistics.process(pointers, inside)
  }
  const peaks = scanners.map(() => 0)
  const scan = (frames = BLOCK_FRAMES): void => {
    for (const [index, scanner] of scanners.entries())
      for (const pointer of gatherer.pointers)
        peaks[index] = scanner.scan(pointer, frames, peaks[index] ?? 0)
  }
  try {
    for (let at = from; at < end; at += BLOCK_FRAMES) {
      const frames = reader.read(at, gatherer.room(), Math.min(BLOCK_FRAMES, end - at))
      if (segment.last || at < segment.endFrame) filter.process(gatherer.pointers, frames, keep)
      count(at, frames)
      // A pre-roll begins in the middle of sound: the leap there is not in the audio.
      const counts = at >= segment.startFrame - BLOCK_FRAMES
      gatherer.commit(frames, () => {
        if (counts) scan()
      })
      job.report((at - from) / (end - from))
      const pause = job.checkpoint()
      if (pause) await pause
    }
    const audioHops = energies.length
    if (segment.last) {
      const end = hopStart(filter.hopCount + RANGE_PADDING_HOPS, sampleRate)
      new Silence(scope, channelCount).follow(filter, end, keep)
      const tail = new Float32Array(Math.max(...scanners.map((scanner) => scanner.tailFrames)))
      gatherer.push(Array<Float32Array>(channelCount).fill(tail), tail.length, () => scan())
      gatherer.padWithSilence()
      scan()
    } else scan(Math.floor(gatherer.pendingFrames / TRUE_PEAK_RUN_FRAMES) * TRUE_PEAK_RUN_FRAMES)
    const [peak = 0, verifiedPeak = 0] = peaks
    const levels = levelsOf(statistics)
    return { energies: Float64Array.from(energies), audioHops, peak, verifiedPeak, levels }
  } finally {
    scope.release()
  }
}

/** The loudness of a track from that of all its segments, in order. */
export const joinLoudness = (parts: readonly MeasuredSegment[], sampleRate: number): Loudness => {
  const windows = new LoudnessWindows(sampleRate)
  let audioHops = 0
  for (const { energies, audioHops: count } of parts) {
    audioHops += count
    for (const energy of energies.subarray(0, count)) windows.push(energy)
    for (const energy of energies.subarray(count)) windows.pushPadding(energy)
  }
  return windows.summary(audioHops)
}

/** The largest of all segments, linear. */
export const joinPeak = (
  parts: readonly MeasuredSegment[],
  which: 'peak' | 'verifiedPeak',
): number => parts.reduce((largest, part) => Math.max(largest, part[which]), 0)
