import type { Recipe } from '../../chain/recipe'
import { approachOf } from '../../mastering/proposal/approaches'
import { destinationOf } from '../../mastering/proposal/destinations'
import { styleOf } from '../../mastering/proposal/styles'
import type { Changes } from '../../session/batch/changes'

/** What a track will be made into: "Spotify · Warm · Dense". A track without a recipe gets the first one's defaults. */
export const planText = (
  recipe: Pick<Recipe, 'destinationId' | 'style' | 'approachId'> | undefined,
  { destinationId, styleId, approachId }: Changes,
): string => {
  const destination = destinationId ?? recipe?.destinationId
  const style = styleId ?? recipe?.style.id
  return [
    destination === undefined ? '' : (destinationOf(destination)?.label ?? ''),
    style === undefined ? '' : styleOf(style).label,
    recipe || approachId !== null ? approachOf(approachId ?? recipe?.approachId).label : '',
  ]
    .filter((label) => label !== '')
    .join(' · ')
}
