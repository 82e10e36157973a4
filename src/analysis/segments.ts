import { BLOCK_FRAMES } from '../core/pcm'
import { hopFrames } from './envelope'

/**
 * Measurements are made in segments of whole seconds, so that several threads can share them. Where they lie
 * depends on length and rate alone, never on the number of threads: so do all the results.
 */
export interface Segment {
  readonly startFrame: number
  readonly endFrame: number
  /** The audio ends with this segment. */
  readonly last: boolean
}

const RANGE_SECONDS = 5
const MOST_RANGES = 16
/** What the K filter hears ahead of a segment, at least: its slowest poles (38 Hz) have decayed by 500 dB. */
const PRE_ROLL_SECONDS = 0.25
/** Frames behind a segment that the interpolators look at. */
const RUN_OUT_FRAMES = 128

/** The segments of a track, in order: one below 10 s, at most `most`. */
export const segmentsOf = (
  lengthFrames: number,
  sampleRate: number,
  most = MOST_RANGES,
): Segment[] => {
  const seconds = Math.floor(lengthFrames / sampleRate)
  const count = Math.max(1, Math.min(most, Math.floor(seconds / RANGE_SECONDS)))
  const hop = hopFrames(sampleRate)
  // On a hop of the envelope, which at any usual rate is a whole second.
  const startOf = (index: number): number =>
    Math.round((Math.round((index * seconds) / count) * sampleRate) / hop) * hop
  return Array.from({ length: count }, (_, index) => {
    const last = index === count - 1
    return { startFrame: startOf(index), endFrame: last ? lengthFrames : startOf(index + 1), last }
  })
}

/** Where to start reading so that the filters have run in: on the grid of blocks, the start or a block and more ahead. */
export const preRollFrame = ({ startFrame }: Segment, sampleRate: number): number => {
  const blocks = 1 + Math.ceil((PRE_ROLL_SECONDS * sampleRate) / BLOCK_FRAMES)
  return Math.max(0, (Math.floor(startFrame / BLOCK_FRAMES) - blocks) * BLOCK_FRAMES)
}

/** Frames that must be there before the segment can be measured. */
export const neededFrames = ({ endFrame, last }: Segment): number =>
  last ? endFrame : endFrame + RUN_OUT_FRAMES
