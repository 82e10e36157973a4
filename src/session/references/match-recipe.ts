import type { Analysis } from '../../analysis/analysis'
import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import { type MatchWish, STARTING_AMOUNTS } from '../../chain/match'
import type { Recipe } from '../../chain/recipe'
import { matchReferences } from '../../mastering/matching/match-references'
import { CUSTOM_ID } from '../../mastering/proposal/destinations'
import { propose, recipeFrom } from '../../mastering/proposal/propose'
import type { Reference } from '../../store/reference'
import { intentOf } from '../tracks/recipe-changes'

/** What is wished of references before anybody said anything. */
export const FIRST_WISH: MatchWish = { weights: {}, amounts: STARTING_AMOUNTS }

/** What a track is matched by. */
export interface Matchable {
  readonly analysis: Analysis
  readonly fingerprint: Fingerprint
}

/**
 * The recipe proposed anew after `change` of what is wished of the references. Where they set the loudness, the
 * destination is Custom; where they no longer do, the track is headed where it was before.
 */
export const withMatch = (
  recipe: Recipe,
  { analysis, fingerprint }: Matchable,
  references: readonly Reference[],
  change: (wish: MatchWish) => MatchWish,
): Recipe => {
  const { weights, amounts } = change(recipe.match ?? FIRST_WISH)
  const { destinationId, targetLufs } = recipe.match?.ownTarget ?? recipe
  const own = { destinationId, targetLufs }
  const weighted = references.map((reference) => ({
    ...reference,
    weightPercent: weights[reference.id] ?? 0,
  }))
  const found = matchReferences(fingerprint, weighted, amounts, own.targetLufs)
  const matchedLufs = found?.targetLufs ?? null
  const target =
    matchedLufs === null ? own : { destinationId: CUSTOM_ID, targetLufs: tenth(matchedLufs) }
  return recipeFrom(
    propose(analysis, {
      ...intentOf(recipe),
      ...target,
      match: {
        weights,
        amounts,
        name: found?.name ?? '',
        settings: found?.settings ?? [],
        ownTarget: matchedLufs === null ? null : own,
      },
    }),
  )
}

/** As a target is typed. */
const tenth = (lufs: number): number => Math.round(lufs * 10) / 10
