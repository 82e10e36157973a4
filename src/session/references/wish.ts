import { type MatchWish, STARTING_AMOUNTS } from '../../chain/match'
import type { Recipe } from '../../chain/recipe'

/** What is wished of references before anybody said anything. */
export const FIRST_WISH: MatchWish = { weights: {}, amounts: STARTING_AMOUNTS }

const NO_RESULT = { name: '', settings: [], ownTarget: null }

/** The recipe with `change` of what is wished of the references; what that comes to is still to be worked out. */
export const withWish = (recipe: Recipe, change: (wish: MatchWish) => MatchWish): Recipe => {
  const before = recipe.match ?? { ...FIRST_WISH, ...NO_RESULT }
  const { weights, amounts } = change(before)
  return { ...recipe, match: { ...before, weights, amounts, isPending: true } }
}

/** Other weights than before for the references of these ids, %. */
export const weighing =
  (weights: MatchWish['weights']) =>
  (now: MatchWish): MatchWish => ({ ...now, weights: { ...now.weights, ...weights } })

export const without =
  (id: string) =>
  ({ weights: { [id]: _gone, ...weights }, ...wish }: MatchWish): MatchWish => ({
    ...wish,
    weights,
  })
