import type { Analysis } from '../analysis/analysis'
import { analysisOf } from '../analysis/analysis-of'
import { decibelsOf } from '../analysis/decibels'
import { joinLoudness, joinPeak } from '../analysis/measure-loudness'
import { rangesOf } from '../analysis/ranges'
import type { JobContext } from '../core/job'
import type { PcmReader } from '../core/pcm-store'
import { type Crew, measurementsOf } from './crew'
import type { Measurement, Task } from './shift'

export interface CheckedAudio {
  readonly analysis: Analysis
  /** 16 × 128, dBTP; −Infinity for silence, and where the judge was not asked for. */
  readonly judgedPeakDbtp: number
}

/** Everything measured of a track, as tasks; with `judge` its true peak by 16 × 128 too. */
export const checkTasks = (lengthFrames: number, sampleRate: number, judge: boolean): Task[] => [
  ...rangesOf(lengthFrames, sampleRate).map(
    (range) => ({ kind: 'loudness', range, judge }) as const,
  ),
  { kind: 'levels' },
]

/**
 * Measures a track with all hands. `known`: by task of `checkTasks`, what has been measured already.
 */
export const checkAudio = async (
  audio: PcmReader,
  judge: boolean,
  crew: Crew,
  job: JobContext,
  known: readonly (Measurement | undefined)[] = [],
): Promise<CheckedAudio> => {
  const { sampleRate, channelCount, lengthFrames } = audio
  const all = checkTasks(lengthFrames, sampleRate, judge)
  const missing = all.filter((_, index) => known[index] === undefined)
  const plan = () => ({
    lengthFrames,
    stages: [],
    latencyFrames: 0,
    tasks: missing,
    required: missing.length,
  })
  const { measurements } = await crew.run(plan, { source: audio, target: null }, job)
  let next = 0
  const complete = all.map((_, index) => known[index] ?? measurements[next++])
  const parts = measurementsOf(complete, 'loudness')
  const [levels] = measurementsOf(complete, 'levels')
  if (!levels) throw new Error('levels were not measured')
  return {
    analysis: analysisOf({
      sampleRate,
      channelCount,
      lengthFrames,
      loudness: joinLoudness(parts, sampleRate),
      truePeak: joinPeak(parts, 'peak'),
      levels,
    }),
    judgedPeakDbtp: decibelsOf(joinPeak(parts, 'judgedPeak')),
  }
}
