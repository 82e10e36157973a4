import type { Recipe } from '../chain/recipe'

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
}

/** The recipe of a version; undefined while it is not used. */
export const recipeOf = (versions: Versions, id: VersionId): Recipe | undefined =>
  id === versions.version ? versions.present : versions.others[id]

/** The versions in use, in order. */
export const usedVersions = (versions: Versions): readonly VersionId[] =>
  VERSION_IDS.filter((id) => recipeOf(versions, id) !== undefined)

/** Goes to a version. One that is not used yet starts as a copy of the current one. */
export const switchedTo = (versions: Versions, id: VersionId): Versions => {
  const { present, version, others } = versions
  if (id === version) return versions
  const { [id]: wanted, ...rest } = others
  return { present: wanted ?? present, version: id, others: { ...rest, [version]: present } }
}

/** The current recipe put into another version as well, in place of what was there; the current one stays current. */
export const copiedTo = (versions: Versions, id: VersionId): Versions =>
  id === versions.version || versions.others[id] === versions.present
    ? versions
    : { ...versions, others: { ...versions.others, [id]: versions.present } }
