import type { Landing } from '../../chain/descriptor'
import type { Recipe } from '../../chain/recipe'
import { NO_BUDGET_DB } from '../../dsp/dynamics/masked-limiter'
import type { Landed, LandingStart } from './land'
import type { PassResult } from './landing-pass'
import { LOW_BAND_ALONE } from './low-band-landing'
import { maskingSteps } from './masking-steps'
import type { MasterTries } from './master-tries'

/** Turned down by less than this on average, and with no more budget than to begin with, is not looked at: it does no harm. */
const LOOKED_AT_DB = 0.1
/** What grades better than this has no need of another way. */
const UNHEARD_GRADE = -0.3
/** Another way has to be clearly better: single grades move by 0.05, and no ear model asks whether a song wants its bass. */
const BETTER = 0.25
/** Down here the scale ends (−3.98) and squeezes what it tells: from −3.9 to −3.8 the distortion index goes as far as from −1 to −1.8. */
const SQUEEZED_GRADE = -3.75
const SQUEEZED_BETTER = 0.1
/** No other way may end farther from the target than this, LU. */
const SHORT_LU = 0.05

/** A landing on one target, with its grade where it was needed. */
export interface GradedLanding {
  readonly landed: Landed
  readonly grade: number | null
}

/**
 * Lands as asked and keeps it; where that turns much down or needs a larger budget, and is heard, with the low band turned down alone as well:
 * that spares what lies over a kick or a bass, and costs bass. The one on the target is kept, and of two the better grade. A limiter of another character than
 * Masked turns all down: it was chosen for that.
 */
export const landLeastDamage = async (
  recipe: Recipe,
  tries: MasterTries,
  landOn: (start: LandingStart) => Promise<Landed>,
  gradeOf: (landed: Landed) => Promise<number>,
): Promise<GradedLanding> => {
  const landed = await landOn({})
  const { marginDb } = landed.recipe.landing
  if (!isHard(recipe, landed.recipe.landing, landed.pass)) {
    tries.keep()
    return { landed, grade: null }
  }
  const grade = await gradeOf(landed)
  tries.keep()
  const missLu = missOf(landed, recipe)
  if (!isHeard(grade) && missLu <= SHORT_LU) return { landed, grade }
  const spared = await landOn({ marginDb, lowBand: LOW_BAND_ALONE })
  const otherLu = missOf(spared, recipe)
  if (otherLu > Math.max(SHORT_LU, missLu)) return { landed, grade }
  const other = await gradeOf(spared)
  // What was asked is delivered before anything else.
  const isNearer = missLu > SHORT_LU && otherLu < missLu
  if (!isNearer && !isClearlyBetter(other, grade)) return { landed, grade }
  tries.keep()
  return { landed: spared, grade: other }
}

/** Is so much turned down, or so large a budget needed, that it may be heard and the low band would do instead? */
export const isHard = (
  recipe: Recipe,
  { budgetDb }: Pick<Landing, 'budgetDb'>,
  { averageReductionDb }: Pick<PassResult, 'averageReductionDb'>,
): boolean => {
  const first = firstBudget(recipe)
  return first > NO_BUDGET_DB && (averageReductionDb >= LOOKED_AT_DB || budgetDb > first)
}

/** Is another way worth looking for? */
export const isHeard = (grade: number): boolean => grade < UNHEARD_GRADE

export const isClearlyBetter = (grade: number, than: number): boolean =>
  grade > than + (than < SQUEEZED_GRADE ? SQUEEZED_BETTER : BETTER)

const missOf = ({ pass: { integratedLufs } }: Landed, { targetLufs }: Recipe): number =>
  Math.abs((integratedLufs ?? targetLufs) - targetLufs)

const firstBudget = (recipe: Recipe): number => {
  const { lowBandDb: _, ...landing } = recipe.landing
  return maskingSteps({ ...recipe, landing })[0]?.budgetDb ?? NO_BUDGET_DB
}
