import type { Analysis } from '../../analysis/analysis'
import { loudestStretch } from '../../analysis/sections/loudest-stretch'
import { POWERS_PER_SECOND } from '../../analysis/sections/section-features'
import { dbToAmplitude, powerToDb } from '../../core/decibels'

/** BS.1770-5: loudness = −0.691 + power summed over the channels. */
const LOUDNESS_OFFSET_DB = -0.691

/** Mean-square level of one of `channelCount` equal channels, K-weighting aside: what a compressor's detector sees, dB. */
export const programmeDb = (integratedLufs: number, channelCount: number): number =>
  integratedLufs - LOUDNESS_OFFSET_DB - powerToDb(channelCount)

/**
 * Loudness of the loudest section: the longest stretch within 2 LU of the loudest three seconds, LUFS. What works on dynamics is set
 * for it, so that a long quiet part does not have it squash the loud one. null where loudness is not known, or silence.
 */
export const loudestSectionLufs = ({
  loudness: { integratedLufs, momentaryLufs, seriesHopSeconds },
  durationSeconds,
}: Pick<Analysis, 'loudness' | 'durationSeconds'>): number | null => {
  if (integratedLufs === null || !Number.isFinite(integratedLufs)) return null
  const powers = Float32Array.from(
    { length: Math.floor(durationSeconds * POWERS_PER_SECOND) },
    (_, k) => {
      const window = Math.floor(k / (POWERS_PER_SECOND * seriesHopSeconds))
      return dbToAmplitude(momentaryLufs[window] ?? Number.NEGATIVE_INFINITY) ** 2
    },
  )
  const loudest = loudestStretch({ powers, durationSeconds })
  if (!loudest) return integratedLufs
  const inside = powers.subarray(
    Math.floor(loudest.startSeconds * POWERS_PER_SECOND),
    Math.ceil(loudest.endSeconds * POWERS_PER_SECOND),
  )
  const power = inside.reduce((sum, value) => sum + value, 0) / Math.max(1, inside.length)
  // Momentary windows at the edges hold less than the stretch itself.
  return power > 0 ? Math.max(integratedLufs, powerToDb(power)) : integratedLufs
}
