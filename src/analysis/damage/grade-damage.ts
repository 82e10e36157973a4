import type { JobContext } from '../../core/job'
import type { PcmReader } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import { ChannelAverages, DetectionAverages, outputVariables } from './averages'
import { windowFrames } from './ear'
import { earTables } from './ear-tables'
import { Ears, type KnownExcitations } from './ears'
import { type Frame, FrameComparison } from './frame-comparison'
import { MOMENT, MOMENT_VALUES, type MomentRange, momentRoom, PLANE, storeMoments } from './moments'
import { type OutputVariables, objectiveDifferenceGrade } from './network'

/** How audible the difference between two signals is. */
export interface DamageGrade {
  /** 0 = imperceptible, −1 = perceptible but not annoying, −2 = slightly annoying, −4 = very annoying. */
  readonly grade: number
  /** Noise to mask, mean over bands and time, dB; −Infinity where nothing differs. */
  readonly noiseToMaskDb: number
  /** The same grade of each second by itself: an indication of where it is. */
  readonly perSecond: Float32Array
  /** What the grade was made of; null where nothing differs. */
  readonly variables: OutputVariables | null
}

/** Shorter than this the ear's memories are not filled. */
const SHORTEST_SECONDS = 1
/** The ear's memories are filled this long after the start of the sound. */
const SETTLING_SECONDS = 0.5
/** Sound enough for the structure of an error to mean something: 8000 in 16-bit steps squared. */
const SOUND_ENERGY = 8000 / 32_768 ** 2

/** Frames whose moments are held at once: some 16 s of them, 4 MB. */
const HELD_FRAMES = 768

/** Stores at `values` what a range of frames holds by itself, MOMENT_VALUES each. */
export type MomentMaker = (range: MomentRange, values: Float64Array) => Promise<void>

/** What a grade may be helped with. */
export interface GradeHelp {
  /** Of the original; more than one signal may be graded beside it. Absent: they are forgotten. */
  readonly known?: KnownExcitations
  /** Absent: this thread alone. */
  readonly makeMoments?: MomentMaker
}

/**
 * Grades `altered` against `original` (same rate, channels and length, not shifted) by the ear model of
 * ITU-R BS.1387-1, basic version. `gain` (linear) brings the altered signal to the original's loudness.
 * The same audio grades 0. null when shorter than a second. What each frame holds by itself is made ahead, which any thread can;
 * only what depends on the frames before it is done one after the other.
 */
export const gradeDamage = async (
  original: PcmReader,
  altered: PcmReader,
  gain: number,
  kernels: Kernels,
  job: JobContext,
  help: GradeHelp = {},
): Promise<DamageGrade | null> => {
  const { sampleRate, channelCount, lengthFrames } = original
  if (lengthFrames < SHORTEST_SECONDS * sampleRate) return null
  const makeMoments: MomentMaker =
    help.makeMoments ??
    ((range, values) => storeMoments({ original, altered }, range, values, kernels, job))
  const hop = windowFrames(sampleRate) / 2
  const last = lengthFrames - 2 * hop
  const frames = Math.floor(last / hop) + 1
  const scope = kernels.scope()
  const tables = earTables(kernels, scope, sampleRate)
  const [before, after] = [new Ears(kernels, scope, tables), new Ears(kernels, scope, tables)]
  const comparison = new FrameComparison(kernels, scope, tables, channelCount)
  const whole = new Comparison(channelCount)
  const moments = momentRoom(Math.min(HELD_FRAMES, frames))
  const seconds: number[] = []
  let second = new Comparison(channelCount)
  let soundFrom: number | null = null
  try {
    for (let first = 0; first < frames; first += HELD_FRAMES) {
      const count = Math.min(HELD_FRAMES, frames - first)
      const withOriginal = !help.known?.reachesTo(first + count)
      const values = moments.subarray(0, count * MOMENT_VALUES)
      await makeMoments({ first, count, gain, withOriginal }, values)
      for (let index = first; index < first + count; index++) {
        const at = (index - first) * MOMENT_VALUES
        const moment = values.subarray(at, at + MOMENT_VALUES)
        const start = index * hop
        const ofOriginal = moment.subarray(MOMENT.original, MOMENT.original + PLANE)
        if (withOriginal) help.known?.keep(index, ofOriginal)
        const excited = withOriginal ? ofOriginal : help.known?.at(index)
        const hasSound = (moment[MOMENT.energy] as number) >= SOUND_ENERGY
        if (hasSound && soundFrom === null) soundFrom = start
        if (soundFrom !== null && excited) {
          const heard = {
            original: before.hear(excited),
            altered: after.hear(moment.subarray(MOMENT.altered, MOMENT.altered + PLANE)),
          }
          const frame = comparison.compare(moment, heard, hasSound)
          whole.add(frame, start - soundFrom >= SETTLING_SECONDS * sampleRate)
          second.add(frame, true)
        }
        if (start + hop >= (seconds.length + 1) * sampleRate) {
          seconds.push(second.grade())
          second = new Comparison(channelCount)
        }
        job.report(last === 0 ? 1 : start / last)
        const pause = job.checkpoint()
        if (pause) await pause
      }
    }
  } finally {
    scope.release()
  }
  const variables = whole.variables()
  return {
    grade: whole.grade(),
    noiseToMaskDb: variables?.noiseToMaskDb ?? Number.NEGATIVE_INFINITY,
    perSecond: Float32Array.from(seconds),
    variables,
  }
}

/** Less noise than this under the mask is the rounding of the arithmetic. */
const SILENT_DB = -100

/** What a stretch of frames comes to. */
class Comparison {
  private readonly channels: readonly ChannelAverages[]
  private readonly detection = new DetectionAverages()

  constructor(channelCount: number) {
    this.channels = Array.from({ length: channelCount }, () => new ChannelAverages())
  }

  add({ channels, detection }: Frame, settled: boolean): void {
    for (const [channel, measures] of channels.entries())
      this.channels[channel]?.add(measures, settled)
    this.detection.add(detection)
  }

  /** null where nothing differs: the network has no answer to that. */
  variables(): OutputVariables | null {
    const variables = outputVariables(this.channels, this.detection)
    return variables && variables.noiseToMaskDb > SILENT_DB ? variables : null
  }

  /** At most 0. */
  grade(): number {
    const variables = this.variables()
    return variables ? Math.min(0, objectiveDifferenceGrade(variables)) : 0
  }
}
