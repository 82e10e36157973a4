import type { Recipe } from '../../chain/recipe'
import type { LoudnessPrice } from '../../mastering/price/loudness-price'
import { priceAt } from '../../mastering/price/price-at'
import type { LiveRecipe } from './live-recipe'

/**
 * The recipe as it would sound at another target, to be played at once: with the landing that the price of loudness
 * has there. null beyond the curve.
 */
export const pricedRecipe = (
  recipe: Recipe,
  price: LoudnessPrice,
  targetLufs: number,
): LiveRecipe | null => {
  const point = priceAt(price, targetLufs)
  if (!point) return null
  return { recipe: { ...recipe, landing: point.landing }, integratedLufs: point.integratedLufs }
}
