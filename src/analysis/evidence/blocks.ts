/** Blocks of 50 ms: long enough for a level, short enough for a place. */
export const BLOCKS_PER_SECOND = 20

/** First frame of block k. Rounded, not accumulated. */
export const blockStart = (block: number, sampleRate: number): number =>
  Math.round((block * sampleRate) / BLOCKS_PER_SECOND)

/** The first block that begins at or behind a frame. */
export const firstBlockFrom = (frame: number, sampleRate: number): number => {
  let block = Math.max(0, Math.floor((frame * BLOCKS_PER_SECOND) / sampleRate) - 1)
  while (blockStart(block, sampleRate) < frame) block++
  return block
}

/** Floats of a block: peaks of left and right, mean squares of both, mean product. */
export const BLOCK_FLOATS = 5

/** The levels of blocks in order. A single channel is both. */
export interface BlockLevels {
  readonly values: Float32Array
}

/** How many blocks there are. */
export const blockCount = ({ values }: BlockLevels): number => values.length / BLOCK_FLOATS

/** Largest |x| of both channels, linear. */
export const blockPeak = ({ values }: BlockLevels, block: number): number =>
  Math.max(values[block * BLOCK_FLOATS] ?? 0, values[block * BLOCK_FLOATS + 1] ?? 0)

/** Mean square of both channels together. */
export const blockPower = ({ values }: BlockLevels, block: number): number =>
  ((values[block * BLOCK_FLOATS + 2] ?? 0) + (values[block * BLOCK_FLOATS + 3] ?? 0)) / 2
