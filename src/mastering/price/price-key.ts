import { splitAtLimiter } from '../../chain/limiter-split'
import type { Recipe } from '../../chain/recipe'
import { upstreamKey } from '../render/upstream'

/** What the price of loudness depends on: equal for recipes that differ in their target alone. */
export const priceKey = (recipe: Recipe): string => {
  const { from } = splitAtLimiter(recipe.modules)
  return `${upstreamKey(recipe)} ${JSON.stringify(from)} ${recipe.landing.ceilingDbtp}`
}
