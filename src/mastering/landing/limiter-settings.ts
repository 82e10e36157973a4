import type { Landing } from '../../chain/descriptor'
import { type LimiterValues, limiterLaw } from '../../chain/modules/limiter'
import { type Recipe, settingsOf } from '../../chain/recipe'
import type { LimiterLaw } from '../../dsp/dynamics/limiter'

export const LIMITER_ID = 'limiter'

/** What the recipe's limiter does under this landing; null when it is off or absent. */
export const limiterLawOf = (recipe: Recipe, landing: Landing): LimiterLaw | null => {
  const settings = settingsOf(recipe, LIMITER_ID)
  return settings?.on ? limiterLaw(settings.values as LimiterValues, landing) : null
}
