import type { Recipe } from '../chain/recipe'
import type { ShelfChange } from './shelf-change'
import type { Versions } from './versions'

/** Every recipe of one track that undo and redo can reach, all versions included. */
export interface RecipeHistory extends Versions {
  readonly past: readonly Versions[]
  readonly future: readonly Versions[]
  /** What the last change touched and when: changes of the same thing in quick succession are one step. */
  readonly lastEdit: { readonly key: string; readonly atMs: number } | null
}

const MAXIMUM_STEPS = 200
/** When an edit was made: page time, and since when a pointer has been held down (null: none is). */
export interface EditTime {
  readonly atMs: number
  readonly heldSinceMs: number | null
}

/** Turns of a wheel or of a key are one step; a pause this long begins the next. */
const ONE_GESTURE_MS = 800

/** A drag is one step however long it rests, on however slow a machine. */
const isOneGesture = (lastAtMs: number, { atMs, heldSinceMs }: EditTime): boolean =>
  atMs - lastAtMs < ONE_GESTURE_MS || (heldSinceMs !== null && lastAtMs >= heldSinceMs)

export const startHistory = (present: Recipe): RecipeHistory => ({
  present,
  version: 'A',
  others: {},
  past: [],
  future: [],
  lastEdit: null,
})

/** One step's own part of a history. */
export const versionsOf = ({ present, version, others, shelf }: Versions): Versions => ({
  present,
  version,
  others,
  ...(shelf && { shelf }),
})

/**
 * The history after an edit of `key` at that time, which may have changed the shelf as well; joins the last step when it is
 * the same gesture.
 */
export const record = (
  history: RecipeHistory,
  next: Recipe,
  key: string,
  time: EditTime,
  change?: ShelfChange,
): RecipeHistory => {
  const { lastEdit, version, others } = history
  const joins = !change && lastEdit?.key === key && isOneGesture(lastEdit.atMs, time)
  const shelf = joins ? history.shelf : change
  return {
    ...step(history, { present: next, version, others, ...(shelf && { shelf }) }),
    ...(joins ? { past: history.past } : {}),
    lastEdit: { key, atMs: time.atMs },
  }
}

/** The history after going to another version or copying one: always a step of its own. */
export const step = (history: RecipeHistory, next: Versions): RecipeHistory => ({
  ...versionsOf(next),
  past: [...history.past, versionsOf(history)].slice(-MAXIMUM_STEPS),
  future: [],
  lastEdit: null,
})

/** One step back; the same history when there is none. */
export const undo = (history: RecipeHistory): RecipeHistory => {
  const previous = history.past.at(-1)
  if (!previous) return history
  return {
    ...versionsOf(previous),
    past: history.past.slice(0, -1),
    future: [versionsOf(history), ...history.future],
    lastEdit: null,
  }
}

/** One step forward; the same history when there is none. */
export const redo = (history: RecipeHistory): RecipeHistory => {
  const [next, ...future] = history.future
  if (!next) return history
  return {
    ...versionsOf(next),
    past: [...history.past, versionsOf(history)],
    future,
    lastEdit: null,
  }
}
