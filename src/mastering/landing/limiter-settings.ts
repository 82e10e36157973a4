import type { Landing } from '../../chain/descriptor'
import { LIMITER_ID } from '../../chain/limiter-split'
import { type LimiterValues, limiterParams } from '../../chain/modules/limiter'
import { type Recipe, settingsOf } from '../../chain/recipe'
import type { LimiterParams } from '../../dsp/dynamics/limiter-timing'

/** What the recipe's limiter does under this landing; null when it is off or absent. */
export const limiterParamsOf = (recipe: Recipe, landing: Landing): LimiterParams | null => {
  const settings = settingsOf(recipe, LIMITER_ID)
  return settings?.on ? limiterParams(settings.values as LimiterValues, landing) : null
}
