import type { JobContext } from '../../core/job'
import type { PcmReader } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import type { Segment } from '../segments'
import { BandLevels, DE_ESSER, SHORT_FRAME_SECONDS } from './band-levels'
import { powerDb } from './spectral-row'
import { inSegment, spread } from './spectral-windows'
import { StereoTransform } from './stereo-transform'

/** Frames that are looked at in a row: one second. */
const FRAMES_A_STRETCH = 50
/** Stretches of a second, evenly spread, that tell how the consonants of a track sound. */
const MOST_STRETCHES = 24

/** The bands of a frame, Hz: voices and what carries the melody, s sounds, and what cymbals have besides, everything. */
export const SHORT_BANDS_HZ = [
  [1000, 4000],
  [5000, 9000],
  [10_000, 16_000],
  [20, 20_000],
] as const

/** One second, frame by frame. Powers are relative to a full-scale sine. */
export interface ShortFrames {
  readonly startFrame: number
  /** Of each frame in turn the power per band of SHORT_BANDS_HZ, mean of both channels. */
  readonly powers: Float32Array
  /** Of each frame the level that a de-esser would see (see BandLevels); null where nothing near sounds like an s. */
  readonly deEsserDb: Float32Array | null
}

/** Two frames in a row this far over the middle of their stretch may be an s, if they have less above 10 kHz. */
const HINT_DB = 10

/** Of the stretches that begin in a segment; none where a track is shorter than one. */
export const shortFrames = async (
  reader: PcmReader,
  segment: Segment,
  kernels: Kernels,
  job: JobContext,
): Promise<readonly ShortFrames[]> => {
  const { sampleRate, channelCount, lengthFrames } = reader
  const hop = Math.round(SHORT_FRAME_SECONDS * sampleRate)
  const size = 2 ** Math.ceil(Math.log2(hop))
  const frames = hop * (FRAMES_A_STRETCH - 1) + size
  if (lengthFrames < frames) return []
  const starts = inSegment(spread(lengthFrames, frames, MOST_STRETCHES), segment)
  const scope = kernels.scope()
  try {
    const transform = new StereoTransform(kernels, scope, size)
    const regions = Array.from({ length: channelCount }, () => scope.f32(frames))
    const block = regions.map(({ view }) => view)
    const left = regions[0]?.pointer ?? 0
    const right = regions[1]?.pointer ?? left
    const binHz = sampleRate / size
    const stretches: ShortFrames[] = []
    const powersOf = (startFrame: number): Float32Array => {
      reader.read(startFrame, block, frames)
      const powers = new Float32Array(FRAMES_A_STRETCH * SHORT_BANDS_HZ.length)
      for (let frame = 0; frame < FRAMES_A_STRETCH; frame++) {
        const from = frame * hop * 4
        transform.runAt(left + from, right + from)
        for (const [band, [lowHz, highHz]] of SHORT_BANDS_HZ.entries())
          powers[frame * SHORT_BANDS_HZ.length + band] = powerIn(transform, lowHz, highHz, binHz)
      }
      return powers
    }
    for (const [k, startFrame] of starts.entries()) {
      stretches.push({ startFrame, powers: powersOf(startFrame), deEsserDb: null })
      job.report((k + 1) / starts.length)
      const pause = job.checkpoint()
      if (pause) await pause
    }
    if (!stretches.some(({ powers }) => hintsAtSibilance(powers))) return stretches
    const levels = new BandLevels(kernels, scope, DE_ESSER, sampleRate)
    return stretches.map((stretch) => {
      reader.read(stretch.startFrame, block, frames)
      return { ...stretch, deEsserDb: levels.of(left, right, hop, FRAMES_A_STRETCH) }
    })
  } finally {
    scope.release()
  }
}

const hintsAtSibilance = (powers: Float32Array): boolean => {
  const bands = SHORT_BANDS_HZ.length
  const db = (frame: number, band: number): number => powerDb(powers[frame * bands + band] ?? 0)
  const ratios = Float32Array.from(
    { length: powers.length / bands },
    (_, frame) => db(frame, 1) - db(frame, 0),
  )
  const usual = ratios.toSorted()[ratios.length >> 1] ?? 0
  const hints = (frame: number): boolean =>
    (ratios[frame] ?? 0) > usual + HINT_DB && db(frame, 2) < db(frame, 1)
  return ratios.some((_, frame) => frame > 0 && hints(frame - 1) && hints(frame))
}

const powerIn = (
  { left, right }: StereoTransform,
  lowHz: number,
  highHz: number,
  binHz: number,
): number => {
  const to = Math.min(left.length - 1, Math.floor(highHz / binHz))
  let sum = 0
  for (let k = Math.ceil(lowHz / binHz); k <= to; k++) sum += (left[k] ?? 0) + (right[k] ?? 0)
  return sum / 2
}
