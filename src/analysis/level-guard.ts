import { amplitudeToDb } from '../core/decibels'
import { forEachBlock } from '../core/for-each-block'
import type { JobContext } from '../core/job'
import type { PcmStore } from '../core/pcm-store'

/** Beyond these it is no music but a wrong scale or a wrong decoder. */
const MOST_PEAK_DBFS = 24
const MOST_LOUDNESS_LUFS = 6
const MOST_OUT_OF_RANGE = 0.5
/** Of BS.1770: power of a full-scale signal in LUFS, without its weighting. */
const LOUDNESS_OFFSET = -0.691

/** What the audio was before it was brought into range. */
export interface FarTooLoud {
  readonly peakDbfs: number
}

/**
 * Audio beyond what music can be (peak over +24 dBFS, over +6 LUFS, or more than half of it out of range) is
 * scaled in place to a peak of 0 dBFS, so that nobody can hear or master it as it is. null for all other audio,
 * which is not touched.
 */
export const guardLevel = async (
  store: PcmStore,
  { checkpoint }: Pick<JobContext, 'checkpoint'>,
): Promise<FarTooLoud | null> => {
  const { channelCount, lengthFrames } = store
  const level = { peak: 0, outOfRange: 0, energy: 0 }
  await forEachBlock(store, { checkpoint }, (block, frames) => {
    for (const plane of block) addTo(level, plane, frames)
  })
  const { peak, outOfRange, energy } = level
  const loudnessLufs = 10 * Math.log10(energy / lengthFrames) + LOUDNESS_OFFSET
  const peakDbfs = amplitudeToDb(peak)
  const isOver =
    peakDbfs > MOST_PEAK_DBFS ||
    loudnessLufs > MOST_LOUDNESS_LUFS ||
    outOfRange > MOST_OUT_OF_RANGE * lengthFrames * channelCount
  if (!isOver) return null
  await forEachBlock(store, { checkpoint }, (block, frames, start) => {
    for (const plane of block) for (let i = 0; i < frames; i++) plane[i] = (plane[i] ?? 0) / peak
    store.write(start, block, frames)
  })
  return { peakDbfs }
}

/** On its own: a loop over samples in a function that awaits is not optimised, and puts every number into memory. */
const addTo = (
  level: { peak: number; outOfRange: number; energy: number },
  plane: Float32Array,
  frames: number,
): void => {
  let { peak, outOfRange, energy } = level
  for (let i = 0; i < frames; i++) {
    const size = Math.abs(plane[i] as number)
    if (size > 1) outOfRange++
    if (size > peak) peak = size
    energy += size * size
  }
  level.peak = peak
  level.outOfRange = outOfRange
  level.energy = energy
}
