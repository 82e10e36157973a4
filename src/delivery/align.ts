import { BLOCK_FRAMES } from '../core/pcm'
import type { PcmReader } from '../core/pcm-store'

/** Frames that are compared, and how far apart the two may lie. */
const COMPARED_FRAMES = 16_384
const MOST_LAG_FRAMES = 2048

/**
 * How many frames `late` lies behind `early`, by the highest correlation at the loudest place of `early` (first channel); 0
 * for silence and for what is too short to tell. Both at one sample rate.
 */
export const lagFrames = (early: PcmReader, late: PcmReader): number => {
  const span = COMPARED_FRAMES + 2 * MOST_LAG_FRAMES
  if (early.lengthFrames < span) return 0
  const start = Math.min(loudestFrame(early), early.lengthFrames - span)
  const pattern = planeOf(early, start + MOST_LAG_FRAMES, COMPARED_FRAMES)
  const around = planeOf(late, start, span)
  let best = 0
  let lag = 0
  for (let shift = 0; shift <= 2 * MOST_LAG_FRAMES; shift++) {
    let sum = 0
    for (let n = 0; n < COMPARED_FRAMES; n++) sum += (pattern[n] ?? 0) * (around[n + shift] ?? 0)
    if (sum <= best) continue
    best = sum
    lag = shift - MOST_LAG_FRAMES
  }
  return lag
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
