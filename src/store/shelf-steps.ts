import type { TrackId } from '../core/track'
import { type RecipeHistory, redo, undo } from './history'
import type { Reference } from './reference'
import { type ShelfChange, shelfAfter, shelfBefore } from './shelf-change'

type Histories = Readonly<Record<TrackId, RecipeHistory>>

/** Histories that moved, and the shelf as it is then. */
interface Walked {
  readonly recipes: Histories
  readonly references: readonly Reference[]
}

/** The last step of `id` taken back, with what it did to the shelf and to other tracks; null where it did nothing to it. */
export const undoneShelf = (
  recipes: Histories,
  references: readonly Reference[],
  id: TrackId,
): Walked | null => {
  const change = recipes[id]?.past.length ? recipes[id].shelf : undefined
  if (!change) return null
  const moved = movedWhere(recipes, undo, ({ shelf }) => isSame(shelf, change))
  const wanted = Object.values({ ...recipes, ...moved }).map(({ present }) => present)
  return { recipes: moved, references: shelfBefore(references, change, wanted) }
}

/** The next step of `id` taken again, likewise. */
export const redoneShelf = (
  recipes: Histories,
  references: readonly Reference[],
  id: TrackId,
): Walked | null => {
  const change = recipes[id]?.future[0]?.shelf
  if (!change) return null
  const moved = movedWhere(recipes, redo, ({ future }) => isSame(future[0]?.shelf, change))
  return { recipes: moved, references: shelfAfter(references, change) }
}

const movedWhere = (
  recipes: Histories,
  move: typeof undo,
  isNext: (history: RecipeHistory) => boolean,
): Histories =>
  Object.fromEntries(
    Object.entries(recipes).flatMap(([id, history]) =>
      isNext(history) ? [[id, move(history)]] : [],
    ),
  )

/** One act is one object, whichever tracks it concerned. */
const isSame = (a: ShelfChange | undefined, b: ShelfChange): boolean => a === b
