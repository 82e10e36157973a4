import type { Recipe } from '../chain/recipe'
import type { ShelfChange } from './shelf-change'

/** Up to four recipes of one track, side by side. */
export const VERSION_IDS = ['A', 'B', 'C', 'D'] as const
export type VersionId = (typeof VERSION_IDS)[number]

/** What one step of the history holds: the current version's recipe, and the others as they were left. */
export interface Versions {
  /** The recipe of the current version: what is heard and edited. */
  readonly present: Recipe
  readonly version: VersionId
  /** Recipes of the other versions; absent = not used yet. */
  readonly others: Readonly<Partial<Record<VersionId, Recipe>>>
  /** What this step did to the shelf of references; absent: nothing. One object for all tracks that it concerned. */
  readonly shelf?: ShelfChange
}

/** The recipe of a version; undefined while it is not used. */
export const recipeOf = (versions: Versions, id: VersionId): Recipe | undefined =>
  id === versions.version ? versions.present : versions.others[id]

/** The versions in use, in order. */
export const usedVersions = (versions: Versions): readonly VersionId[] =>
  VERSION_IDS.filter((id) => recipeOf(versions, id) !== undefined)

/** Goes to a version. One that is not used yet starts as a copy of the current one. */
export const switchedTo = (versions: Versions, id: VersionId): Versions => {
  if (id === versions.version) return versions
  return heldIn(versions, id, versions.others[id] ?? versions.present)
}

/** Goes to a version with this recipe in it, in place of what was there. */
export const heldIn = (versions: Versions, id: VersionId, recipe: Recipe): Versions => {
  const { present, version, others } = versions
  const { [id]: _replaced, ...rest } = others
  const left = id === version ? rest : { ...rest, [version]: present }
  return { present: recipe, version: id, others: left }
}

/** The current recipe put into another version as well, in place of what was there; the current one stays current. */
export const copiedTo = (versions: Versions, id: VersionId): Versions =>
  id === versions.version || versions.others[id] === versions.present
    ? versions
    : {
        present: versions.present,
        version: versions.version,
        others: { ...versions.others, [id]: versions.present },
      }
