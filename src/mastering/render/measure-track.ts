import type { Analysis } from '../../analysis/analysis'
import { evidenceSegments, joinEvidence } from '../../analysis/evidence/collect-evidence'
import { joinedAnalysis } from '../../analysis/joined-analysis'
import { type LowEnd, lowEndOf } from '../../analysis/low-end'
import { binsOf, joinPeaks, type Peaks } from '../../analysis/peaks'
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
  const tasks = measureTasks(audio.lengthFrames, audio.sampleRate, verify)
  return measuredTrack(audio, await workedOut(audio, tasks, executor, job))
}

/** What the tasks give that all workers do over audio that is there. */
const workedOut = async (
  audio: PcmReader,
  tasks: readonly Task[],
  executor: Executor,
  job: JobContext,
): Promise<readonly Measurement[]> => {
  const { lengthFrames } = audio
  const plan = { lengthFrames, parts: [], latencyFrames: 0, tasks }
  return (await executor.run(() => plan, { source: audio, target: null }, job)).measurements
}

/** The low end of audio that was not searched, with all workers; null where it is shorter than a window of two seconds. */
export const measureLowEnd = async (
  audio: PcmReader,
  executor: Executor,
  job: JobContext,
): Promise<LowEnd | null> => {
  const tasks = evidenceSegments(audio).map((segment) => ({ kind: 'low-end', segment }) as const)
  const measurements = await workedOut(audio, tasks, executor, job)
  return lowEndOf(measurementsOf(measurements, 'low-end').flat())
}

/** The peaks of a track for drawing, in at most `bins` bins, with all workers. */
export const peaksOf = async (
  audio: PcmReader,
  bins: number,
  executor: Executor,
  job: JobContext,
): Promise<Peaks> => {
  const segments = segmentsOf(audio.lengthFrames, audio.sampleRate)
  const tasks = segments.map((segment) => ({ kind: 'peaks', segment, bins }) as const)
  const parts = measurementsOf(await workedOut(audio, tasks, executor, job), 'peaks')
  return joinPeaks(parts, binsOf(audio, bins))
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
  const tasks = evidenceSegments(audio).map((segment) => ({ kind: 'examine', segment }) as const)
  const parts = measurementsOf(await workedOut(audio, tasks, executor, job), 'examine')
  const evidence = joinEvidence(parts.map((part) => part.evidence))
  const measured = parts.map((part) => part.measured)
  return joinedAnalysis(audio, measured, { evidence, bitDepth })
}

/** What the tasks of `measureTasks` found, put together. */
export const measuredTrack = (audio: PcmReader, measurements: readonly Measurement[]): Analysis =>
  joinedAnalysis(audio, measurementsOf(measurements, 'segment'), null)
