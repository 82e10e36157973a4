import type { FindingKind, Found } from '../../analysis/findings/finding'
import { analysisOf } from '../../session/testing/facts'
import type { Intent } from '../proposal/intent'
import type { Proposal } from '../proposal/proposal'
import { propose } from '../proposal/propose'

/** A finding in the middle of its range, certain. */
export const found = (kind: FindingKind, value: number | null = null, degree = 0.5): Found => ({
  kind,
  state: 'found',
  degree,
  certainty: 1,
  value,
  unit: 'dB',
  bandHz: null,
  places: [],
})

/** What stands out has one level beside the whole, and what lies between another. */
export const standing = (betweenDb: number, eventDb: number): Pick<Found, 'standing'> => ({
  standing: {
    usualDb: betweenDb,
    overDb: eventDb - betweenDb,
    heard: { betweenDb: Array(32).fill(betweenDb), eventsDb: Array(32).fill(eventDb), places: [] },
  },
})

/** Sibilance between what stands out and the rest. */
export const sharp = (betweenDb: number, eventDb: number): Found => ({
  ...found('sibilance', 16),
  ...standing(betweenDb, eventDb),
})

/** Balanced for streaming. */
export const intent: Intent = {
  destinationId: 'spotify',
  targetLufs: -14,
  ceilingDbtp: -1,
  styleId: 'balanced',
  intensityPercent: 50,
}

/** What is proposed for a track of −20 LUFS with these findings. */
export const proposed = (
  findings: readonly Found[],
  intentChange: Partial<Intent> = {},
): Proposal =>
  propose({ ...analysisOf(-20), dcOffset: [0.01, 0.02], findings }, { ...intent, ...intentChange })

/** What a move sets in its module. */
export const change = (proposal: Proposal, id: string) => {
  const move = proposal.moves.find((candidate) => candidate.id === id)?.change
  return move?.kind === 'module' ? move : undefined
}
