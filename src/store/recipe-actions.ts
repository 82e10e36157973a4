import type { StoreApi } from 'zustand/vanilla'
import type { Recipe } from '../chain/recipe'
import type { TrackId } from '../core/track'
import {
  type EditTime,
  type RecipeHistory,
  record,
  redo,
  startHistory,
  step,
  undo,
} from './history'
import { type ShelfChange, shelfAfter } from './shelf-change'
import { redoneShelf, undoneShelf } from './shelf-steps'
import type { LoopRegion, StudioState } from './studio-state'
import { copiedTo, heldIn, switchedTo, type VersionId } from './versions'

/** What may be done to the recipes of the tracks: edits, versions, and the way back. */
export interface RecipeActions {
  startRecipe(id: TrackId, recipe: Recipe): void
  /** Takes up a track's recipes where an earlier page left them. */
  resumeRecipe(
    id: TrackId,
    history: Omit<RecipeHistory, 'lastEdit'>,
    loopRegion: LoopRegion | null,
  ): void
  /** A pointer went down, or (null) up, at that time of the page: edits in between are one gesture. */
  holdPointer(sinceMs: number | null): void
  /** Records an edit; `key` names what was touched, so that one gesture is one undo step. */
  editRecipe(id: TrackId, next: Recipe, key: string): boolean
  /** Puts another recipe in place of the current one, as part of the step that led to it. */
  amendRecipe(id: TrackId, next: Recipe): void
  /**
   * Changes the shelf of references, as a step of the histories of `steps` with the recipe that each track has from now
   * on: undoing it in one of them takes it back in all where it is the last.
   */
  changeShelf(change: ShelfChange, key: string, steps: ReadonlyMap<TrackId, Recipe>): void
  /** Goes to a version with this recipe in it, in place of what was there. */
  holdRecipe(id: TrackId, version: VersionId, recipe: Recipe): boolean
  /** Goes to a version of the recipe; an unused one starts as a copy of the current one. */
  switchVersion(id: TrackId, version: VersionId): boolean
  /** Copies the current recipe over another version. */
  copyVersion(id: TrackId, version: VersionId): boolean
  undoRecipe(id: TrackId): boolean
  redoRecipe(id: TrackId): boolean
}

/** These actions on a store. What has no history is left as it is. */
export const recipeActions = ({
  getState,
  setState,
}: Pick<StoreApi<StudioState>, 'getState' | 'setState'>): RecipeActions => {
  let heldSinceMs: number | null = null
  const now = (): EditTime => ({ atMs: performance.now(), heldSinceMs })

  const startRecipe = (id: TrackId, recipe: Recipe): void =>
    setState(({ recipes }) => ({ recipes: { ...recipes, [id]: startHistory(recipe) } }))

  const resumeRecipe = (
    id: TrackId,
    history: Omit<RecipeHistory, 'lastEdit'>,
    loopRegion: LoopRegion | null,
  ): void =>
    setState(({ recipes, loopRegions }) => ({
      recipes: { ...recipes, [id]: { ...history, lastEdit: null } },
      loopRegions: loopRegion ? { ...loopRegions, [id]: loopRegion } : loopRegions,
    }))

  const changeHistory = (
    id: TrackId,
    change: (history: RecipeHistory) => RecipeHistory,
  ): boolean => {
    const history = getState().recipes[id]
    if (!history) return false
    const next = change(history)
    if (next === history) return false
    setState(({ recipes }) => ({ recipes: { ...recipes, [id]: next } }))
    return true
  }

  const editRecipe = (id: TrackId, next: Recipe, key: string): boolean =>
    changeHistory(id, (history) => record(history, next, key, now()))

  const amendRecipe = (id: TrackId, present: Recipe): void => {
    changeHistory(id, (history) => ({ ...history, present }))
  }

  const changeVersions =
    (change: typeof switchedTo) =>
    (id: TrackId, version: VersionId): boolean =>
      changeHistory(id, (history) => {
        const next = change(history, version)
        return next === history ? history : step(history, next)
      })

  const switchVersion = changeVersions(switchedTo)
  const copyVersion = changeVersions(copiedTo)

  const holdRecipe = (id: TrackId, version: VersionId, recipe: Recipe): boolean =>
    changeHistory(id, (history) => step(history, heldIn(history, version, recipe)))

  const changeShelf = (
    change: ShelfChange,
    key: string,
    steps: ReadonlyMap<TrackId, Recipe>,
  ): void =>
    setState(({ references, recipes }) => {
      const time = now()
      const changed = [...steps].flatMap(([id, next]) => {
        const history = recipes[id]
        return history ? [[id, record(history, next, key, time, change)] as const] : []
      })
      return {
        references: shelfAfter(references, change),
        recipes: { ...recipes, ...Object.fromEntries(changed) },
      }
    })

  const undoRecipe = (id: TrackId): boolean => walk(id, undo, undoneShelf)
  const redoRecipe = (id: TrackId): boolean => walk(id, redo, redoneShelf)

  /** A step through the history; one that changed the shelf is taken in all tracks that it is next for. */
  const walk = (id: TrackId, move: typeof undo, onShelf: typeof undoneShelf): boolean => {
    const { recipes, references } = getState()
    const walked = onShelf(recipes, references, id)
    if (!walked) return changeHistory(id, move)
    setState({ recipes: { ...recipes, ...walked.recipes }, references: walked.references })
    return true
  }

  return {
    startRecipe,
    resumeRecipe,
    holdPointer: (sinceMs) => {
      heldSinceMs = sinceMs
    },
    editRecipe,
    amendRecipe,
    changeShelf,
    holdRecipe,
    switchVersion,
    copyVersion,
    undoRecipe,
    redoRecipe,
  }
}
