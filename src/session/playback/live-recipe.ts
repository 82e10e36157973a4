import type { Recipe } from '../../chain/recipe'
import { estimateLanding } from '../../mastering/landing/estimate-landing'
import { expectedCompressionDb } from '../../mastering/landing/expected-compression'
import type { TrackState } from '../../store/tracks'

/** What is heard as the master right now. */
export interface LiveRecipe {
  readonly recipe: Recipe
  /** LUFS: measured where the master is rendered, expected until then; null where not measurable. */
  readonly integratedLufs: number | null
}

/**
 * The wanted recipe as it can be heard at once: with the landing of its own master where that is rendered, else
 * with an estimated one. null before there is an analysis.
 */
export const liveRecipe = (
  { analysis, master }: TrackState,
  wanted: Recipe | undefined,
): LiveRecipe | null => {
  if (!analysis || !wanted) return null
  const measured = master?.analysis.loudness.integratedLufs ?? null
  if (master?.madeFrom === wanted) return { recipe: master.recipe, integratedLufs: measured }
  const landing = estimateLanding(wanted, analysis, master)
  const original = analysis.loudness.integratedLufs
  const takenDb = (recipe: Recipe): number => expectedCompressionDb(recipe, analysis)
  const integratedLufs =
    master && measured !== null
      ? measured +
        landing.driveDb -
        master.recipe.landing.driveDb -
        takenDb(wanted) +
        takenDb(master.recipe)
      : original !== null
        ? original + landing.driveDb
        : null
  return { recipe: { ...wanted, landing }, integratedLufs }
}
