import { LIMITER_ID } from '../../chain/limiter-split'
import type { LimiterValues } from '../../chain/modules/limiter'
import { CHARACTERS } from '../../chain/modules/limiter/characters'
import { type Recipe, settingsOf } from '../../chain/recipe'
import { CLIPPING_BUDGET_DB, FREE_BUDGET_DB, NO_BUDGET_DB } from '../../dsp/dynamics/masked-limiter'

/** What cancelling peaks may cost, and what that lets them stand over the ceiling on music as a rule. */
export interface MaskingStep {
  readonly budgetDb: number
  /** A first guess, dB; the real pass corrects it. */
  readonly depthDb: number
}

/**
 * Tried in this order, each when the one before would lose too much of the drive: turning down alone has an end, and a larger
 * budget moves it. With the last but one everything is cancelled, with the last clipped.
 */
const STEPS: readonly MaskingStep[] = [
  { budgetDb: NO_BUDGET_DB, depthDb: 0 },
  { budgetDb: 0, depthDb: 12 },
  { budgetDb: 20, depthDb: 20 },
  { budgetDb: 36, depthDb: 30 },
  { budgetDb: FREE_BUDGET_DB, depthDb: 60 },
  { budgetDb: CLIPPING_BUDGET_DB, depthDb: 60 },
]

/** The steps from the budget of the recipe's limiter on; without a limiter the first alone, which is never looked at. */
export const maskingSteps = (recipe: Recipe): readonly MaskingStep[] => {
  const settings = settingsOf(recipe, LIMITER_ID)
  if (!settings?.on) return STEPS.slice(0, 1)
  const { budgetDb } = CHARACTERS[(settings.values as LimiterValues).character]
  return STEPS.filter((step) => step.budgetDb >= budgetDb)
}
