import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import type { MatchWish } from '../../chain/match'
import type { JobContext } from '../../core/job'
import { CUSTOM_ID } from '../proposal/destinations'
import type { Intent } from '../proposal/intent'
import { matchReferences, type WeightedReference } from './match-references'

/**
 * An intent that follows references: `intent` says where the track is headed without them, `target` is its own
 * fingerprint. Where they set the loudness the destination is Custom; its ceiling stays.
 */
export const matchedIntent = async (
  intent: Intent,
  target: Fingerprint,
  references: readonly WeightedReference[],
  { weights, amounts }: MatchWish,
  job: JobContext,
): Promise<Intent> => {
  const { destinationId, targetLufs } = intent
  const found = await matchReferences(target, references, amounts, targetLufs, job)
  const matchedLufs = found?.targetLufs ?? null
  return {
    ...intent,
    ...(matchedLufs !== null && { destinationId: CUSTOM_ID, targetLufs: hundredth(matchedLufs) }),
    match: {
      weights,
      amounts,
      name: found?.name ?? '',
      settings: found?.settings ?? [],
      ...(found?.hasWideBass && { hasWideBass: true }),
      ownTarget: matchedLufs === null ? null : { destinationId, targetLufs },
    },
  }
}

const hundredth = (lufs: number): number => Math.round(lufs * 100) / 100
