import { BLOCK_FRAMES } from '../core/pcm'
import type { PcmReader } from '../core/pcm-store'
import { correlation } from '../dsp/correlation'

/** Frames that are compared, and how far apart the two may lie. */
const COMPARED_FRAMES = 16_384
export const MOST_LAG_FRAMES = 2048
/** Frames of each signal that `lagOf` looks at. */
export const ALIGNMENT_FRAMES = COMPARED_FRAMES + 2 * MOST_LAG_FRAMES

/** Where two signals are compared: frames of the first channel, of which the middle is looked for. */
export interface AlignmentWindow {
  readonly start: number
  readonly frames: number
}

/** Round the loudest place of a signal; null where it is too short to tell. */
export const alignmentWindow = (reader: PcmReader): AlignmentWindow | null => {
  const frames = ALIGNMENT_FRAMES
  const { lengthFrames } = reader
  if (lengthFrames < frames) return null
  return { start: Math.min(loudestFrame(reader), lengthFrames - frames), frames }
}

/**
 * How many frames `late` lies behind `early`, both the samples of one window: where the middle of `early` correlates most; 0 for silence.
 */
export const lagOf = (early: Float32Array, late: Float32Array): number => {
  const pattern = early.subarray(MOST_LAG_FRAMES, MOST_LAG_FRAMES + COMPARED_FRAMES)
  const heard = new Float32Array(ALIGNMENT_FRAMES)
  heard.set(late.subarray(0, ALIGNMENT_FRAMES))
  const doubt = UNTOLD * Math.sqrt(energyOf(pattern) * energyOf(heard))
  if (!(doubt > 0)) return 0
  const about = correlation(pattern, heard, 2 * MOST_LAG_FRAMES + 1)
  const least = about.reduce((most, sum) => Math.max(most, sum), 0) - doubt
  let best = 0
  let lag = 0
  for (const [shift, sum] of about.entries()) {
    if (sum < least) continue
    const exact = summed(pattern, heard, shift)
    if (exact <= best) continue
    best = exact
    lag = shift - MOST_LAG_FRAMES
  }
  return lag
}

/** Sums that differ by less of what both signals hold are made anew, term by term. */
const UNTOLD = 1e-9

const energyOf = (samples: Float32Array): number => {
  let energy = 0
  for (const sample of samples) energy += sample * sample
  return energy
}

/** What `pattern` correlates with `late` from `shift` on. */
const summed = (pattern: Float32Array, late: Float32Array, shift: number): number => {
  let sum = 0
  for (let n = 0; n < pattern.length; n++) sum += (pattern[n] ?? 0) * (late[shift + n] ?? 0)
  return sum
}

const planeOf = (reader: PcmReader, start: number, frames: number): Float32Array => {
  const block = Array.from({ length: reader.channelCount }, () => new Float32Array(frames))
  reader.read(start, block, frames)
  return block[0] ?? new Float32Array(frames)
}

/** The first frame of the block with the most energy. */
const loudestFrame = (reader: PcmReader): number => {
  let most = 0
  let loudest = 0
  for (let start = 0; start < reader.lengthFrames; start += BLOCK_FRAMES) {
    const energy = planeOf(reader, start, BLOCK_FRAMES).reduce((sum, x) => sum + x * x, 0)
    if (energy <= most) continue
    most = energy
    loudest = start
  }
  return loudest
}
