import type { JobContext } from '../../core/job'
import type { PcmReader } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import { ChannelAverages, DetectionAverages, outputVariables } from './averages'
import { Ears, type Listener } from './ears'
import { type Frame, FrameComparison } from './frame-comparison'
import { FrameSpectra } from './frame-spectra'
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

/**
 * Grades `altered` against `original` (same rate, channels and length, not shifted) by the ear model of
 * ITU-R BS.1387-1, basic version. `gain` (linear) brings the altered signal to the original's loudness.
 * The same audio grades 0. null when shorter than a second. `listener`: to the original; one that remembers is worth it where more
 * follows; absent: fresh ears.
 */
export const gradeDamage = async (
  original: PcmReader,
  altered: PcmReader,
  gain: number,
  kernels: Kernels,
  job: JobContext,
  listener?: Listener,
): Promise<DamageGrade | null> => {
  const { sampleRate, lengthFrames } = original
  if (lengthFrames < SHORTEST_SECONDS * sampleRate) return null
  const scope = kernels.scope()
  const before = new FrameSpectra(original, 1, kernels, scope)
  const after = new FrameSpectra(altered, gain, kernels, scope)
  const hop = before.windowFrames / 2
  const first = listener ?? new Ears(kernels, scope, sampleRate)
  const ears = new Ears(kernels, scope, sampleRate)
  const comparison = new FrameComparison(kernels, scope, before)
  const whole = new Comparison(before.channelCount)
  const seconds: number[] = []
  let second = new Comparison(before.channelCount)
  let soundFrom: number | null = null
  try {
    const last = lengthFrames - before.windowFrames
    for (let start = 0; start <= last; start += hop) {
      before.read(start)
      after.read(start)
      const hasSound = Math.max(before.energy, after.energy) >= SOUND_ENERGY
      if (hasSound && soundFrom === null) {
        soundFrom = start
        first.begin(start)
        ears.begin()
      }
      if (soundFrom !== null) {
        const frame = comparison.compare(
          heardFrame(before, first),
          heardFrame(after, ears),
          hasSound,
        )
        whole.add(frame, start - soundFrom >= SETTLING_SECONDS * sampleRate)
        second.add(frame, true)
      }
      if (start + hop >= (seconds.length + 1) * sampleRate) {
        seconds.push(second.grade())
        second = new Comparison(before.channelCount)
      }
      job.report(last === 0 ? 1 : start / last)
      const pause = job.checkpoint()
      if (pause) await pause
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

const heardFrame = ({ spectra }: FrameSpectra, listener: Listener) => ({
  spectra,
  heard: listener.hear(spectra.weighted.pointer),
})
