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
  /** More drive than this lost on the way to the target does more harm than the next step, dB. */
  readonly lostLimitDb: number
}

/**
 * Tried in this order, each when the one before would lose too much of the drive: turning down alone has an end, and a larger
 * budget moves it. With the last but one everything is cancelled, with the last clipped.
 * Limits by grades at equal loudness: 3 dB turned down on average harm more than cancelling 10 dB over what is masked, but a bare
 * bass or an organ suffers anything rather than being cancelled whole.
 */
const STEPS: readonly MaskingStep[] = [
  { budgetDb: NO_BUDGET_DB, depthDb: 0, lostLimitDb: 6 },
  { budgetDb: 0, depthDb: 12, lostLimitDb: 5 },
  { budgetDb: 10, depthDb: 16, lostLimitDb: 4 },
  { budgetDb: 20, depthDb: 20, lostLimitDb: 6 },
  { budgetDb: FREE_BUDGET_DB, depthDb: 60, lostLimitDb: 6 },
  { budgetDb: CLIPPING_BUDGET_DB, depthDb: 60, lostLimitDb: Number.POSITIVE_INFINITY },
]

/**
 * With the low band turned down alone one step does, and nothing raises it: at −11 … −7 LUFS kicks under a pad grade up to 1.4 better than with 10 dB, kick, bass,
 * pad and hats up to 0.8; none of it better with 20.
 */
const LOW_BAND_STEP: MaskingStep = {
  budgetDb: 0,
  depthDb: 12,
  lostLimitDb: Number.POSITIVE_INFINITY,
}

/** The steps from the budget of the recipe's limiter on; without a limiter the first alone, which is never looked at. */
export const maskingSteps = (recipe: Recipe): readonly MaskingStep[] => {
  const settings = settingsOf(recipe, LIMITER_ID)
  if (!settings?.on) return STEPS.slice(0, 1)
  if (recipe.landing.lowBandDb) return [LOW_BAND_STEP]
  const { budgetDb } = CHARACTERS[(settings.values as LimiterValues).character]
  return STEPS.filter((step) => step.budgetDb >= budgetDb)
}
