import type { Recipe } from '../chain/recipe'

/** Every recipe of one track that undo and redo can reach. */
export interface RecipeHistory {
  readonly past: readonly Recipe[]
  readonly present: Recipe
  readonly future: readonly Recipe[]
  /** What the last change touched and when: changes of the same thing in quick succession are one step. */
  readonly lastEdit: { readonly key: string; readonly atMs: number } | null
}

const MAXIMUM_STEPS = 200
/** A drag or a typed number is one step; a pause this long begins the next. */
const ONE_GESTURE_MS = 800

export const startHistory = (present: Recipe): RecipeHistory => ({
  past: [],
  present,
  future: [],
  lastEdit: null,
})

/** The history after an edit of `key` at `atMs`; joins the last step when it is the same gesture. */
export const record = (
  history: RecipeHistory,
  next: Recipe,
  key: string,
  atMs: number,
): RecipeHistory => {
  const { lastEdit } = history
  const joins = lastEdit?.key === key && atMs - lastEdit.atMs < ONE_GESTURE_MS
  return {
    past: joins ? history.past : [...history.past, history.present].slice(-MAXIMUM_STEPS),
    present: next,
    future: [],
    lastEdit: { key, atMs },
  }
}

/** One step back; the same history when there is none. */
export const undo = (history: RecipeHistory): RecipeHistory => {
  const previous = history.past.at(-1)
  if (!previous) return history
  return {
    past: history.past.slice(0, -1),
    present: previous,
    future: [history.present, ...history.future],
    lastEdit: null,
  }
}

/** One step forward; the same history when there is none. */
export const redo = (history: RecipeHistory): RecipeHistory => {
  const [next, ...future] = history.future
  if (!next) return history
  return { past: [...history.past, history.present], present: next, future, lastEdit: null }
}
