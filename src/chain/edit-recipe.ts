import { assert } from '../core/assert'
import type { Landing, ModuleDescriptor, ModuleSettings } from './descriptor'
import { legalOrder } from './module-order'
import { type ParameterValues, sanitise } from './parameter'
import type { Recipe } from './recipe'
import { REGISTRY } from './registry'
import {
  BUDGET_DB_SPEC,
  CEILING_DBTP_SPEC,
  DRIVE_DB_SPEC,
  LOW_BAND_DB_SPEC,
  LOW_BAND_RELEASE_MS_SPEC,
  MARGIN_DB_SPEC,
} from './target-specs'

/** A partial change of one module: what is absent stays. */
export interface ModuleChange {
  readonly on?: boolean
  readonly values?: ParameterValues
}

/**
 * The recipe with one module changed; values are brought into range, the recipe given is untouched.
 * An id or parameter that the module does not have is a bug.
 */
export const withModule = (
  recipe: Recipe,
  id: string,
  change: ModuleChange,
  registry: readonly ModuleDescriptor[] = REGISTRY,
): Recipe => {
  const descriptor = registry.find((candidate) => candidate.id === id)
  assert(descriptor, `no module "${id}"`)
  const changed = Object.entries(change.values ?? {}).map(([key, value]) => {
    const spec = descriptor.parameters.find((candidate) => candidate.id === key)
    assert(spec, `no parameter "${key}" in "${id}"`)
    return [key, sanitise(spec, value)] as const
  })
  const update = (settings: ModuleSettings): ModuleSettings => ({
    id,
    on: change.on ?? settings.on,
    values: { ...settings.values, ...Object.fromEntries(changed) },
  })
  return {
    ...recipe,
    modules: recipe.modules.map((settings) => (settings.id === id ? update(settings) : settings)),
  }
}

/**
 * The recipe with one module moved to `toIndex` of the chain, or as near as its placement allows; the very
 * recipe given where that moves nothing.
 */
export const withModuleAt = (
  recipe: Recipe,
  id: string,
  toIndex: number,
  registry: readonly ModuleDescriptor[] = REGISTRY,
): Recipe => {
  const moved = recipe.modules.find((settings) => settings.id === id)
  assert(moved, `no module "${id}" in the recipe`)
  const others = recipe.modules.filter((settings) => settings !== moved)
  const modules = legalOrder(
    [...others.slice(0, toIndex), moved, ...others.slice(toIndex)],
    registry,
  )
  const isSame = modules.every((settings, index) => settings === recipe.modules[index])
  return isSame ? recipe : { ...recipe, modules }
}

/** The recipe with some of its landing replaced, brought into range. */
export const withLanding = (recipe: Recipe, change: Partial<Landing>): Recipe => {
  const landing = { ...recipe.landing, ...change }
  return {
    ...recipe,
    landing: {
      driveDb: sanitise(DRIVE_DB_SPEC, landing.driveDb) as number,
      ceilingDbtp: sanitise(CEILING_DBTP_SPEC, landing.ceilingDbtp) as number,
      marginDb: sanitise(MARGIN_DB_SPEC, landing.marginDb) as number,
      budgetDb: sanitise(BUDGET_DB_SPEC, landing.budgetDb) as number,
      lowBandDb: sanitise(
        LOW_BAND_DB_SPEC,
        landing.lowBandDb ?? LOW_BAND_DB_SPEC.default,
      ) as number,
      lowBandReleaseMs: sanitise(
        LOW_BAND_RELEASE_MS_SPEC,
        landing.lowBandReleaseMs ?? LOW_BAND_RELEASE_MS_SPEC.default,
      ) as number,
    },
  }
}
