import type { Analysis } from '../../analysis/analysis'
import type { ModuleDescriptor } from '../../chain/descriptor'
import { withLanding, withModule } from '../../chain/edit-recipe'
import { LIMITER_ID } from '../../chain/limiter-split'
import { defaultsOf } from '../../chain/parameter'
import { freshRecipe, type Recipe } from '../../chain/recipe'
import { REGISTRY } from '../../chain/registry'
import type { Intent } from './intent'
import { styleModules } from './style-modules'

/**
 * Analysis + intent → a recipe of plain numbers, valid for the registry's modules. The drive is the
 * difference in level (0 for silence and for what is too short to measure); landing refines it.
 */
export const propose = (
  analysis: Analysis,
  intent: Intent,
  registry: readonly ModuleDescriptor[] = REGISTRY,
): Recipe => {
  const { integratedLufs } = analysis.loudness
  const measured = integratedLufs !== null && Number.isFinite(integratedLufs)
  const fresh = freshRecipe(intent, registry)
  const level = withLanding(fresh, {
    driveDb: measured ? intent.targetLufs - integratedLufs : 0,
  })
  const chosen = styleModules(analysis, intent)
  return registry.reduce((recipe, descriptor) => {
    const values = chosen.get(descriptor.id)
    const change = values ? { on: true, values } : { on: startsOn(descriptor) }
    return withModule(recipe, descriptor.id, change, registry)
  }, level)
}

/** The limiter, and modules that are there to be reached for but change no bit until they are. */
const startsOn = ({ id, onByDefault, parameters, isNeutral }: ModuleDescriptor): boolean =>
  id === LIMITER_ID || (onByDefault && isNeutral(defaultsOf(parameters)))
