import type { Analysis } from '../../analysis/analysis'
import type { Recipe } from '../../chain/recipe'
import type { Studio } from '../../store/studio'
import { firstRecipe } from '../tracks/recipe-changes'
import { wishAt } from './last-wish'
import { withWish } from './wish'

/** The recipe that a newly opened track starts with. */
export type StartingRecipe = (analysis: Analysis) => Recipe

/**
 * As proposed; where references were followed last, this track is to follow them by the same weights and amounts: what is
 * worked on in one go belongs together, and a reload does not end that, but a night does.
 */
export const createStartingRecipe =
  (studio: Studio): StartingRecipe =>
  (analysis) => {
    const first = firstRecipe(analysis)
    const { matchWish, references } = studio.getState()
    const wish = wishAt(matchWish, Date.now())
    const isFollowed = wish && references.some(({ id }) => (wish.weights[id] ?? 0) > 0)
    return isFollowed ? withWish(first, () => wish) : first
  }
