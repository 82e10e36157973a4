import type { Analysis } from '../../analysis/analysis'
import { recipeToJson } from '../../chain/parse-recipe'
import type { Recipe } from '../../chain/recipe'
import { recipeOf, VERSION_IDS, type VersionId, type Versions } from '../../store/versions'
import { withApproach } from './recipe-changes'

/** Where an approach is held, and as what recipe. */
export interface ApproachVersion {
  readonly version: VersionId
  readonly recipe: Recipe
}

/**
 * The version that holds an approach, and what it holds from now on: the present recipe in that approach, with all that
 * was set by hand. The very recipe that is there already where it says the same, so that its master is known. An
 * approach that no version holds takes the next unused one, and where there is none the present one.
 */
export const approachVersion = (
  versions: Versions,
  analysis: Analysis,
  approachId: string,
): ApproachVersion => {
  const { present, version: current } = versions
  const version = versionOf(versions, approachId) ?? firstUnused(versions) ?? current
  const wanted = withApproach(present, analysis, approachId)
  const held = recipeOf(versions, version)
  const isHeld = held !== undefined && recipeToJson(held) === recipeToJson(wanted)
  return { version, recipe: isHeld ? held : wanted }
}

/** The version that holds an approach; the present one where it is that approach's. */
export const versionOf = (versions: Versions, approachId: string): VersionId | undefined =>
  [versions.version, ...VERSION_IDS].find((id) => recipeOf(versions, id)?.approachId === approachId)

const firstUnused = (versions: Versions): VersionId | undefined =>
  VERSION_IDS.find((id) => recipeOf(versions, id) === undefined)
