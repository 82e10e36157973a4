import type { Recipe } from '../../chain/recipe'
import type { Engine } from '../../client/engine'
import type { TrackState } from '../../store/tracks'
import type { LiveRecipe } from './live-recipe'

/** Recipes that were not rendered yet, with landings solved over what the engine keeps of the last render. */
export interface SolvedRecipes {
  /** The recipe as solved; undefined while it is not. Asked for once, the newest one only. */
  of(track: TrackState, wanted: Recipe): LiveRecipe | undefined
  dispose(): void
}

/** `onSolved` is called when `of` has a new answer. */
export const createSolvedRecipes = (engine: Engine, onSolved: () => void): SolvedRecipes => {
  const known = new WeakMap<Recipe, LiveRecipe>()
  let asked: { readonly wanted: Recipe; readonly stop: AbortController } | null = null

  const solve = async (track: TrackState, wanted: Recipe): Promise<void> => {
    asked?.stop.abort()
    const stop = new AbortController()
    asked = { wanted, stop }
    const options = { signal: stop.signal, onProgress: () => {} }
    const solved = await engine.solve(track.id, wanted, options)
    // null: something ahead of the limiter changed, and only a render can tell.
    if (!solved.ok || !solved.value || stop.signal.aborted) return
    const { landing, integratedLufs } = solved.value
    known.set(wanted, { recipe: { ...wanted, landing }, integratedLufs })
    onSolved()
  }

  return {
    of(track, wanted) {
      // Before the first render the engine keeps nothing to solve over.
      if (track.master && !known.has(wanted) && asked?.wanted !== wanted) void solve(track, wanted)
      return known.get(wanted)
    },
    dispose: () => asked?.stop.abort(),
  }
}
