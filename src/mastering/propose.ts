import type { Analysis } from '../analysis/analysis'
import type { ModuleDescriptor, ModuleSettings } from '../chain/descriptor'
import { defaultsOf } from '../chain/parameter'
import { RECIPE_VERSION, type Recipe } from '../chain/recipe'
import { REGISTRY } from '../chain/registry'
import type { Intent } from './intent'
import { styleModules } from './style-modules'

/** How far under the ceiling the limiter aims before anything was measured, dB (reference 3.4). */
export const INITIAL_MARGIN_DB = 0.05

const LIMITER_ID = 'limiter'

/**
 * Analysis + intent → a recipe of plain numbers, valid for the registry's modules. The drive is the
 * difference in level (0 for silence and for what is too short to measure); landing refines it.
 */
export const propose = (
  analysis: Analysis,
  intent: Intent,
  registry: readonly ModuleDescriptor[] = REGISTRY,
): Recipe => {
  const chosen = styleModules(analysis, intent)
  const loudness = analysis.loudness.integratedLufs
  return {
    version: RECIPE_VERSION,
    destinationId: intent.destinationId,
    targetLufs: intent.targetLufs,
    style: { id: intent.styleId, intensityPercent: intent.intensityPercent },
    modules: registry.map((descriptor): ModuleSettings => {
      const values = chosen.get(descriptor.id)
      const defaults = defaultsOf(descriptor.parameters)
      if (values) return { id: descriptor.id, on: true, values: { ...defaults, ...values } }
      return { id: descriptor.id, on: startsOn(descriptor), values: defaults }
    }),
    landing: {
      driveDb: loudness !== null && Number.isFinite(loudness) ? intent.targetLufs - loudness : 0,
      ceilingDbtp: intent.ceilingDbtp,
      marginDb: INITIAL_MARGIN_DB,
    },
  }
}

/** The limiter, and modules that are there to be reached for but change no bit until they are. */
const startsOn = ({ id, onByDefault, parameters, isNeutral }: ModuleDescriptor): boolean =>
  id === LIMITER_ID || (onByDefault && isNeutral(defaultsOf(parameters)))
