import { amplitudeToDb } from '../../core/decibels'
import { BLOCKS_PER_SECOND, type BlockLevels, blockCount, blockPeak } from '../evidence/blocks'
import type { Loudness } from '../measurements'

const WINDOW_SECONDS = 3
/** Quieter windows than this beside the whole are pauses, LU. */
const PAUSE_LU = -10

/**
 * The least distance of a sample peak over the short-term loudness of its three seconds, looked at every second, dB; null where
 * there is no such window that sounds.
 */
export const leastPeakToShortTermDb = (
  { integratedLufs, shortTermLufs, seriesHopSeconds }: Loudness,
  blocks: BlockLevels,
): number | null => {
  const windowBlocks = WINDOW_SECONDS * BLOCKS_PER_SECOND
  let least: number | null = null
  for (let end = windowBlocks; end <= blockCount(blocks); end += BLOCKS_PER_SECOND) {
    const lufs = shortTermLufs[Math.round(end / BLOCKS_PER_SECOND / seriesHopSeconds) - 1]
    if (lufs === undefined || lufs <= (integratedLufs ?? 0) + PAUSE_LU) continue
    let peak = 0
    for (let block = end - windowBlocks; block < end; block++)
      peak = Math.max(peak, blockPeak(blocks, block))
    const db = amplitudeToDb(peak) - lufs
    least = Math.min(least ?? db, db)
  }
  return least
}
