import type { Analysis } from '../../analysis/analysis'
import { analysisOf } from '../../analysis/analysis-of'
import { decibelsOf } from '../../analysis/exact-decibels'
import { joinLevels } from '../../analysis/levels'
import { joinLoudness, joinPeak } from '../../analysis/measure-segment'
import { rangesOf } from '../../analysis/segments'
import type { JobContext } from '../../core/job'
import type { PcmReader } from '../../core/pcm-store'
import { type Crew, measurementsOf } from './executor'
import type { Measurement, Task } from './render-plan'

export interface CheckedAudio {
  readonly analysis: Analysis
  /** 16 × 128, dBTP; −Infinity for silence, and where the judge was not asked for. */
  readonly judgedPeakDbtp: number
}

/** Everything measured of a track, as tasks; with `judge` its true peak by 16 × 128 too. */
export const checkTasks = (lengthFrames: number, sampleRate: number, judge: boolean): Task[] =>
  rangesOf(lengthFrames, sampleRate).map((range) => ({ kind: 'range', range, judge }))

/** Measures a track with all hands. */
export const checkAudio = async (
  audio: PcmReader,
  judge: boolean,
  crew: Crew,
  job: JobContext,
): Promise<CheckedAudio> => {
  const { lengthFrames, sampleRate } = audio
  const tasks = checkTasks(lengthFrames, sampleRate, judge)
  const shift = { lengthFrames, stages: [], latencyFrames: 0, tasks }
  const { measurements } = await crew.run(() => shift, { source: audio, target: null }, job)
  return checkedAudio(audio, measurements)
}

/** What the tasks of `checkTasks` found, put together. */
export const checkedAudio = (
  { sampleRate, channelCount, lengthFrames }: PcmReader,
  measurements: readonly Measurement[],
): CheckedAudio => {
  const parts = measurementsOf(measurements, 'range')
  return {
    analysis: analysisOf({
      sampleRate,
      channelCount,
      lengthFrames,
      loudness: joinLoudness(parts, sampleRate),
      truePeak: joinPeak(parts, 'peak'),
      levels: joinLevels(parts.map(({ levels }) => levels)),
    }),
    judgedPeakDbtp: decibelsOf(joinPeak(parts, 'judgedPeak')),
  }
}
