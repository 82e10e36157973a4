import type { RecipeMatch } from '../../chain/match'
import type { Recipe } from '../../chain/recipe'
import type { StudioState } from '../../store/studio-state'
import { numberedName } from '../../words/track-names'

/**
 * The shelf with another name for a reference, which tells it apart from the others, and that name wherever a track follows it by
 * name: as a reason, so that no master has to be made again. The very state where there is nothing to change.
 */
export const renamed = (state: StudioState, id: string, name: string): StudioState => {
  const reference = state.references.find((candidate) => candidate.id === id)
  const wanted = name.trim()
  if (!reference || wanted === '' || wanted === reference.name) return state
  const others = state.references.filter((other) => other !== reference)
  const taken = new Set(others.map((other) => other.name.toLowerCase()))
  const next = numberedName(wanted, taken)
  const call = (recipe: Recipe): Recipe =>
    recipe.match ? { ...recipe, match: called(recipe.match, reference.name, next) } : recipe
  const presents = new Map<Recipe, Recipe>()
  const recipes = Object.entries(state.recipes).map(([track, history]) => {
    if (!history.present.match?.name.startsWith(reference.name)) return [track, history] as const
    const present = call(history.present)
    presents.set(history.present, present)
    return [track, { ...history, present }] as const
  })
  return {
    ...state,
    references: state.references.map((other) =>
      other === reference ? { ...reference, name: next } : other,
    ),
    recipes: Object.fromEntries(recipes),
    tracks: state.tracks.map((track) => {
      const { master } = track
      const madeFrom = master && presents.get(master.madeFrom)
      if (!madeFrom) return track
      return { ...track, master: { ...master, madeFrom, recipe: call(master.recipe) } }
    }),
  }
}

/** "A" or "A and 2 more". */
const called = (match: RecipeMatch, from: string, to: string): RecipeMatch => {
  const isMeant = match.name === from || match.name.startsWith(`${from} and `)
  return isMeant ? { ...match, name: to + match.name.slice(from.length) } : match
}
