import type { RecipeMatch } from '../../chain/match'
import type { Recipe } from '../../chain/recipe'
import { matchName } from '../../mastering/matching/match-name'
import type { Reference } from '../../store/reference'
import { follows } from '../../store/shelf-change'
import type { StudioState } from '../../store/studio-state'
import { numberedName } from '../../words/track-names'

/**
 * The shelf with another name for a reference, which tells it apart from the others, and that name wherever a track follows
 * it: as a reason, so that no master has to be made again. The very state where there is nothing to change.
 */
export const renamed = (state: StudioState, id: string, name: string): StudioState => {
  const reference = state.references.find((candidate) => candidate.id === id)
  const wanted = name.trim()
  if (!reference || wanted === '' || wanted === reference.name) return state
  const others = state.references.filter((other) => other !== reference)
  const taken = new Set(others.map((other) => other.name.toLowerCase()))
  const next = numberedName(wanted, taken)
  const references = state.references.map((other) =>
    other === reference ? { ...reference, name: next } : other,
  )
  const call = (recipe: Recipe): Recipe =>
    recipe.match ? { ...recipe, match: called(recipe.match, references) } : recipe
  const presents = new Map<Recipe, Recipe>()
  const recipes = Object.entries(state.recipes).map(([track, history]) => {
    if (!follows(history.present, id)) return [track, history] as const
    const present = call(history.present)
    presents.set(history.present, present)
    return [track, { ...history, present }] as const
  })
  return {
    ...state,
    references,
    recipes: Object.fromEntries(recipes),
    tracks: state.tracks.map((track) => {
      const { master } = track
      const madeFrom = master && presents.get(master.madeFrom)
      if (!madeFrom) return track
      return { ...track, master: { ...master, madeFrom, recipe: call(master.recipe) } }
    }),
  }
}

/** A result that is still to come has no name yet. */
const called = (match: RecipeMatch, references: readonly Reference[]): RecipeMatch =>
  match.name === ''
    ? match
    : {
        ...match,
        name: matchName(
          references.map(({ id, name }) => ({ name, weightPercent: match.weights[id] ?? 0 })),
        ),
      }
