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
  const padded = new Float32Array(ALIGNMENT_FRAMES + AT_ONCE)
  padded.set(late.subarray(0, ALIGNMENT_FRAMES))
  const sums = new Float64Array(AT_ONCE)
  let best = 0
  let lag = 0
  for (let shift = 0; shift <= 2 * MOST_LAG_FRAMES; shift++) {
    const at = shift % AT_ONCE
    if (at === 0) correlate(pattern, padded, shift, sums)
    const sum = sums[at] ?? 0
    if (sum <= best) continue
    best = sum
    lag = shift - MOST_LAG_FRAMES
  }
  return lag
}

/** Shifts that are summed side by side: each sum in its own order, none waiting for another. */
const AT_ONCE = 4

/** What `pattern` correlates with `late` from `shift` on, and from the three frames behind it on. */
const correlate = (
  pattern: Float32Array,
  late: Float32Array,
  shift: number,
  sums: Float64Array,
): void => {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  for (let n = 0, at = shift; n < COMPARED_FRAMES; n++, at++) {
    const sample = pattern[n] ?? 0
    a += sample * (late[at] ?? 0)
    b += sample * (late[at + 1] ?? 0)
    c += sample * (late[at + 2] ?? 0)
    d += sample * (late[at + 3] ?? 0)
  }
  sums[0] = a
  sums[1] = b
  sums[2] = c
  sums[3] = d
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
