import type { Analysis } from '../../analysis/analysis'
import { analysisOf } from '../../analysis/analysis-of'
import { evidenceSegments, joinEvidence } from '../../analysis/evidence/collect-evidence'
import type { Examined } from '../../analysis/findings/facts'
import { joinLevels } from '../../analysis/levels'
import { joinLoudness, joinPeak, type MeasuredSegment } from '../../analysis/measure-segment'
import { segmentsOf } from '../../analysis/segments'
import { joinSpectrum } from '../../analysis/window-powers'
import type { JobContext } from '../../core/job'
import type { PcmReader } from '../../core/pcm-store'
import { type Executor, measurementsOf } from './executor'
import type { Measurement, Task } from './render-plan'

/** Everything measured of a track, as tasks; with `verify` its true peak is that of 16 × 128. */
export const measureTasks = (lengthFrames: number, sampleRate: number, verify: boolean): Task[] =>
  segmentsOf(lengthFrames, sampleRate).map((segment) => ({ kind: 'segment', segment, verify }))

/** Measures a track with all workers. */
export const measureTrack = async (
  audio: PcmReader,
  verify: boolean,
  executor: Executor,
  job: JobContext,
): Promise<Analysis> => {
  const { lengthFrames, sampleRate } = audio
  const tasks = measureTasks(lengthFrames, sampleRate, verify)
  const plan = { lengthFrames, parts: [], latencyFrames: 0, tasks }
  const { measurements } = await executor.run(() => plan, { source: audio, target: null }, job)
  return measuredTrack(audio, measurements)
}

/**
 * Measures an original and searches it for faults, with all workers. `bitDepth`: of its file; null where that holds
 * no samples as such.
 */
export const examineTrack = async (
  audio: PcmReader,
  bitDepth: number | null,
  executor: Executor,
  job: JobContext,
): Promise<Analysis> => {
  const { lengthFrames } = audio
  const tasks = evidenceSegments(audio).map((segment) => ({ kind: 'examine', segment }) as const)
  const plan = { lengthFrames, parts: [], latencyFrames: 0, tasks }
  const { measurements } = await executor.run(() => plan, { source: audio, target: null }, job)
  const parts = measurementsOf(measurements, 'examine')
  const evidence = joinEvidence(parts.map((part) => part.evidence))
  const measured = parts.map((part) => part.measured)
  return joined(audio, measured, { evidence, bitDepth })
}

/** What the tasks of `measureTasks` found, put together. A peak that was verified is the true peak. */
export const measuredTrack = (audio: PcmReader, measurements: readonly Measurement[]): Analysis =>
  joined(audio, measurementsOf(measurements, 'segment'), null)

const joined = (
  audio: PcmReader,
  parts: readonly MeasuredSegment[],
  examined: Examined | null,
): Analysis =>
  analysisOf({
    sampleRate: audio.sampleRate,
    channelCount: audio.channelCount,
    lengthFrames: audio.lengthFrames,
    loudness: joinLoudness(parts, audio.sampleRate),
    truePeak: joinPeak(parts, 'verifiedPeak') || joinPeak(parts, 'peak'),
    levels: joinLevels(parts.map(({ levels }) => levels)),
    spectrum: joinSpectrum(
      parts.map(({ powerSums }) => powerSums),
      audio,
    ),
    examined,
  })
