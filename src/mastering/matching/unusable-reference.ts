import type { Analysis } from '../../analysis/analysis'

/** Why audio that can be opened is of no use as a reference. */
export type Unusable = 'silent' | 'too-short'

/** Shorter says nothing of a track. */
const SHORTEST_SECONDS = 1

/** null: it can be one. */
export const unusableReference = ({ durationSeconds, loudness }: Analysis): Unusable | null => {
  const { integratedLufs } = loudness
  if (durationSeconds < SHORTEST_SECONDS) return 'too-short'
  return integratedLufs === null || !Number.isFinite(integratedLufs) ? 'silent' : null
}
