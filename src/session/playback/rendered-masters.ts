import type { Recipe } from '../../chain/recipe'
import type { Studio } from '../../store/studio'
import type { LiveRecipe } from './live-recipe'

/** What is known of every recipe that was rendered since the page opened: going back to one is exact at once. */
export interface RenderedMasters {
  /** The recipe with its solved landing, and its master's loudness; undefined while it was not rendered. */
  of(wanted: Recipe | undefined): LiveRecipe | undefined
  add(wanted: Recipe, rendered: LiveRecipe): void
  dispose(): void
}

/** Keyed by the recipe that was asked for: recipes are never changed in place, and each belongs to one track. */
export const createRenderedMasters = (studio: Studio): RenderedMasters => {
  const known = new WeakMap<Recipe, LiveRecipe>()
  const dispose = studio.subscribe((state, before) => {
    if (state.tracks === before.tracks) return
    for (const { master } of state.tracks) {
      if (!master || known.has(master.madeFrom)) continue
      const { integratedLufs } = master.analysis.loudness
      known.set(master.madeFrom, { recipe: master.recipe, integratedLufs })
    }
  })
  return {
    of: (wanted) => (wanted ? known.get(wanted) : undefined),
    add: (wanted, rendered) => void known.set(wanted, rendered),
    dispose,
  }
}
