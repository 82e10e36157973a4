import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'

/**
 * Loudness ranges further apart than this: the loud parts are matched, not the averages. (On pairs of songs whose ranges
 * are 1 to 2 LU apart, equal averages left their loudest parts 0.7 LU apart.)
 */
const ALIKE_RANGE_LU = 1

/**
 * The integrated loudness, LUFS, that makes `target` as loud as `reference`: the same, or where their loudness ranges
 * differ by more than 1 LU the one that gives the same maximum short-term loudness. null where it is not measurable.
 */
export const matchedLufs = (reference: Fingerprint, target: Fingerprint): number | null => {
  const wantedLufs = reference.integratedLufs
  if (wantedLufs === null || target.integratedLufs === null) return wantedLufs
  const ranges = [reference.loudnessRangeLu, target.loudnessRangeLu]
  const [referenceLu, targetLu] = ranges
  const alike =
    referenceLu == null || targetLu == null || Math.abs(referenceLu - targetLu) <= ALIKE_RANGE_LU
  const { maximumShortTermLufs: loudest } = reference
  const { maximumShortTermLufs: ownLoudest } = target
  if (alike || loudest === null || ownLoudest === null) return wantedLufs
  return loudest - (ownLoudest - target.integratedLufs)
}
