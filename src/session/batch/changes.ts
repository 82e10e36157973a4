import type { Analysis } from '../../analysis/analysis'
import type { Recipe } from '../../chain/recipe'
import { DEFAULT_INTENSITY_PERCENT } from '../../mastering/proposal/styles'
import type { BatchChoice } from '../../store/batch-choice'
import { withApproach, withDestination, withStyle } from '../tracks/recipe-changes'

/** A track's recipe with what is wanted of its file; the same object where that changes nothing. */
export const changedRecipe = (
  recipe: Recipe,
  analysis: Analysis,
  { destinationId, styleId, approachId }: BatchChoice,
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
