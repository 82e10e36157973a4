import type { Analysis } from '../../analysis/analysis'
import { evidenceSegments, joinEvidence } from '../../analysis/evidence/collect-evidence'
import { joinedAnalysis } from '../../analysis/joined-analysis'
import { segmentsOf } from '../../analysis/segments'
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
  return joinedAnalysis(audio, measured, { evidence, bitDepth })
}

/** What the tasks of `measureTasks` found, put together. */
export const measuredTrack = (audio: PcmReader, measurements: readonly Measurement[]): Analysis =>
  joinedAnalysis(audio, measurementsOf(measurements, 'segment'), null)
