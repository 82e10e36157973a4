import { BLOCK_FRAMES } from '../core/pcm'
import type { PcmReader } from '../core/pcm-store'

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
  let best = 0
  let lag = 0
  const sums = new Float64Array(SHIFTS_A_TURN)
  for (let first = 0; first <= 2 * MOST_LAG_FRAMES; first += SHIFTS_A_TURN) {
    correlate(pattern, late.subarray(first), sums)
    for (const [k, sum] of sums.entries()) {
      const shift = first + k
      if (sum <= best || shift > 2 * MOST_LAG_FRAMES) continue
      best = sum
      lag = shift - MOST_LAG_FRAMES
    }
  }
  return lag
}

/** Shifts that are summed side by side: each sample is read once for all of them. */
const SHIFTS_A_TURN = 4

/** Sums of pattern(n) · late(n + k), k = 0 … 3. */
const correlate = (pattern: Float32Array, late: Float32Array, into: Float64Array): void => {
  let [a, b, c, d] = [0, 0, 0, 0]
  let [x, y, z] = [late[0] ?? 0, late[1] ?? 0, late[2] ?? 0]
  for (let n = 0; n < pattern.length; n++) {
    const wanted = pattern[n] ?? 0
    const next = late[n + 3] ?? 0
    a += wanted * x
    b += wanted * y
    c += wanted * z
    d += wanted * next
    x = y
    y = z
    z = next
  }
  into.set([a, b, c, d])
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
