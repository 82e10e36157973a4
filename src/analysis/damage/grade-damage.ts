import type { JobContext } from '../../core/job'
import type { PcmReader } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import {
  ChannelAverages,
  type ChannelMeasures,
  DetectionAverages,
  outputVariables,
} from './averages'
import { ChannelComparison, type HeardChannel } from './channel-comparison'
import { type Detection, detectionOf } from './detection'
import type { Heard } from './ear-model'
import { Ears, type Listener } from './ears'
import { FrameSpectra } from './frame-spectra'
import { HarmonicStructure } from './harmonic-structure'
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
 * The same audio grades 0. null when shorter than a second. `listener`: to the original; one that remembers is worth it where more follows.
 */
export const gradeDamage = async (
  original: PcmReader,
  altered: PcmReader,
  gain: number,
  kernels: Kernels,
  job: JobContext,
  listener: Listener = new Ears(original),
): Promise<DamageGrade | null> => {
  const { sampleRate, lengthFrames } = original
  if (lengthFrames < SHORTEST_SECONDS * sampleRate) return null
  const before = new FrameSpectra(original, 1, kernels)
  const after = new FrameSpectra(altered, gain, kernels)
  const hop = before.windowFrames / 2
  const harmonics = new HarmonicStructure(kernels)
  const ears = new Ears(altered)
  const comparisons = before.channels.map(
    ({ plain }) => new ChannelComparison(before.binHz, plain.length, sampleRate / hop),
  )
  const whole = new Comparison(comparisons.length)
  const seconds: number[] = []
  let second = new Comparison(comparisons.length)
  let soundFrom: number | null = null
  try {
    const last = lengthFrames - before.windowFrames
    for (let start = 0; start <= last; start += hop) {
      before.read(start)
      after.read(start)
      const hasSound = Math.max(before.energy, after.energy) >= SOUND_ENERGY
      if (hasSound && soundFrom === null) {
        soundFrom = start
        listener.begin(start)
        ears.begin()
      }
      if (soundFrom !== null) {
        const frame = compareFrame(
          comparisons,
          heardChannels(before, listener),
          heardChannels(after, ears),
          hasSound ? harmonics : null,
        )
        whole.add(frame, start - soundFrom >= SETTLING_SECONDS * sampleRate)
        second.add(frame, true)
      }
      if (start + hop >= (seconds.length + 1) * sampleRate) {
        seconds.push(second.grade())
        second = new Comparison(comparisons.length)
      }
      job.report(last === 0 ? 1 : start / last)
      const pause = job.checkpoint()
      if (pause) await pause
    }
  } finally {
    before.release()
    after.release()
    harmonics.release()
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

interface Frame {
  readonly channels: readonly ChannelMeasures[]
  readonly detection: Detection
}

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

const heardChannels = ({ channels }: FrameSpectra, listener: Listener): readonly HeardChannel[] => {
  const heard = listener.hear(channels)
  return channels.map((spectra, channel) => ({ spectra, heard: heard[channel] as Heard }))
}

/** `harmonics`: null where there is too little sound for the structure of an error to mean something. */
const compareFrame = (
  comparisons: readonly ChannelComparison[],
  original: readonly HeardChannel[],
  altered: readonly HeardChannel[],
  harmonics: HarmonicStructure | null,
): Frame => {
  const structures = harmonics?.measure(original.map(weightedOf), altered.map(weightedOf))
  return {
    channels: comparisons.map((comparison, channel) =>
      comparison.compare(
        original[channel] as HeardChannel,
        altered[channel] as HeardChannel,
        structures?.[channel] ?? null,
      ),
    ),
    detection: detectionOf(
      original.map(({ heard }) => heard.smearedDb),
      altered.map(({ heard }) => heard.smearedDb),
    ),
  }
}

const weightedOf = ({ spectra }: HeardChannel): Float64Array => spectra.weighted
