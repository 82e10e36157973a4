import type { Recipe } from '../chain/recipe'
import type { Reference } from './reference'

/** What one step of a track's history did to the shelf. */
export type ShelfChange =
  | { readonly kind: 'added'; readonly references: readonly Reference[] }
  /** `index`: where it stood. */
  | { readonly kind: 'removed'; readonly reference: Reference; readonly index: number }

/** The shelf after a change. What is there already is not put there twice. */
export const shelfAfter = (
  shelf: readonly Reference[],
  change: ShelfChange,
): readonly Reference[] => {
  if (change.kind === 'removed') return shelf.filter(({ id }) => id !== change.reference.id)
  const has = new Set(shelf.map(({ id }) => id))
  return [...shelf, ...change.references.filter(({ id }) => !has.has(id))]
}

/** The shelf as it was before a change. A reference that one of `recipes` follows by now stays where it is. */
export const shelfBefore = (
  shelf: readonly Reference[],
  change: ShelfChange,
  recipes: readonly Recipe[],
): readonly Reference[] => {
  if (change.kind === 'removed')
    return shelf.some(({ id }) => id === change.reference.id)
      ? shelf
      : shelf.toSpliced(change.index, 0, change.reference)
  const added = new Set(change.references.map(({ id }) => id))
  return shelf.filter(({ id }) => !added.has(id) || recipes.some((recipe) => follows(recipe, id)))
}

/** Does a recipe follow the reference at all? */
export const follows = ({ match }: Recipe, id: string): boolean => (match?.weights[id] ?? 0) > 0
