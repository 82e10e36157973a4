import type { MatchWish } from '../../chain/match'
import type { Recipe } from '../../chain/recipe'
import { matchedIntent } from '../../mastering/matching/matched-intent'
import { intentOf } from '../../mastering/proposal/intent'
import type { Reference } from '../../store/reference'
import { reproposed } from '../tracks/recipe-changes'
import { FIRST_WISH, type Measured } from './matchable'

/**
 * The recipe proposed anew after `change` of what is wished of the references. Where they no longer set the loudness,
 * the track is headed where it was before they did.
 */
export const withMatch = (
  recipe: Recipe,
  { analysis, fingerprint }: Measured,
  references: readonly Reference[],
  change: (wish: MatchWish) => MatchWish,
): Recipe => {
  const wish = change(recipe.match ?? FIRST_WISH)
  const { destinationId, targetLufs } = recipe.match?.ownTarget ?? recipe
  const weighted = references.map((reference) => ({
    ...reference,
    weightPercent: wish.weights[reference.id] ?? 0,
  }))
  const own = { ...intentOf(recipe), destinationId, targetLufs }
  return reproposed(recipe, analysis, matchedIntent(own, fingerprint, weighted, wish))
}
