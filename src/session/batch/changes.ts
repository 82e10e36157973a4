import type { Analysis } from '../../analysis/analysis'
import type { Recipe } from '../../chain/recipe'
import { DEFAULT_INTENSITY_PERCENT } from '../../mastering/proposal/styles'
import { withApproach, withDestination, withStyle } from '../tracks/recipe-changes'

/** What all files of a queue get in place of their own; null: as each track is set. */
export interface Changes {
  readonly destinationId: string | null
  readonly styleId: string | null
  /** Which of the three proposals. */
  readonly approachId: string | null
}

/** A track's recipe with what is wanted for all; the same object where that changes nothing. */
export const changedRecipe = (
  recipe: Recipe,
  analysis: Analysis,
  { destinationId, styleId, approachId }: Changes,
): Recipe => {
  const headed =
    destinationId === null || destinationId === recipe.destinationId
      ? recipe
      : withDestination(recipe, destinationId)
  const styled =
    styleId === null || styleId === recipe.style?.id
      ? headed
      : withStyle(
          headed,
          analysis,
          styleId,
          recipe.style?.intensityPercent ?? DEFAULT_INTENSITY_PERCENT,
        )
  return approachId === null || approachId === recipe.approachId
    ? styled
    : withApproach(styled, analysis, approachId)
}
