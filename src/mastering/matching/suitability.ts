import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import { widthsDb } from './match-width'
import { toneDifference } from './tone-difference'

/** Why a reference may not be the right one for a track: told, never refused. */
export type Doubt =
  /** Its sound ends here, below where the track's does: the wall of a codec. */
  | { readonly kind: 'lossy'; readonly endsHz: number }
  /** Loudness ranges, LU. */
  | { readonly kind: 'range'; readonly referenceLu: number; readonly trackLu: number }
  /** Mean difference of tone, dB: another arrangement. */
  | { readonly kind: 'tone'; readonly differenceDb: number }
  | { readonly kind: 'mono'; readonly which: 'reference' | 'track' }
  /** Peak to loudness, LU: limited hard, perhaps clipped. */
  | { readonly kind: 'crushed'; readonly peakToLoudnessLu: number }

const WALL_BELOW_HZ = 19_000
/** An octave's sixth and a bit: less is no wall, but another balance of air. */
const WALL_GAP = 0.85
const FAR_RANGE_LU = 8
const FAR_TONE_DB = 8
const CRUSHED_LU = 7

/** Doubts about `reference` for `track`; a track's own fingerprint gives none of comparison. */
export const doubtsOf = (reference: Fingerprint, track: Fingerprint): readonly Doubt[] => {
  const doubts: Doubt[] = []
  const { bandwidthHz: endsHz, loudnessRangeLu: referenceLu, peakToLoudnessLu } = reference
  if (endsHz < WALL_BELOW_HZ && endsHz < track.bandwidthHz * WALL_GAP)
    doubts.push({ kind: 'lossy', endsHz })
  const { loudnessRangeLu: trackLu } = track
  if (referenceLu !== null && trackLu !== null && Math.abs(referenceLu - trackLu) > FAR_RANGE_LU)
    doubts.push({ kind: 'range', referenceLu, trackLu })
  const weighted = { name: reference.name, fingerprint: reference, weightPercent: 100 }
  const differenceDb = toneDifference([weighted], track)?.meanDb ?? 0
  if (differenceDb > FAR_TONE_DB) doubts.push({ kind: 'tone', differenceDb })
  const isMono = (fingerprint: Fingerprint): boolean =>
    widthsDb(fingerprint).every((widthDb) => widthDb === null)
  if (isMono(reference) !== isMono(track))
    doubts.push({ kind: 'mono', which: isMono(reference) ? 'reference' : 'track' })
  if (peakToLoudnessLu !== null && peakToLoudnessLu < CRUSHED_LU)
    doubts.push({ kind: 'crushed', peakToLoudnessLu })
  return doubts
}
