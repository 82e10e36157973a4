import type { ModuleDescriptor, ModuleSettings } from '../chain/descriptor'
import type { ParameterSpec, ParameterValue } from '../chain/parameter'
import type { Recipe } from '../chain/recipe'
import { descriptorOf } from '../chain/registry'
import { formatNumber } from '../words/format'
import { placesWords } from '../words/places-words'
import type { ReportedModule } from './report'

/** What the chain does, module by module in its order: those that are switched on, and what of each is not its default. */
export const reportedModules = ({ modules }: Recipe): readonly ReportedModule[] =>
  modules.flatMap((settings) => {
    const descriptor = descriptorOf(settings.id)
    return descriptor && settings.on ? [moduleOf(descriptor, settings)] : []
  })

const moduleOf = ({ id, label, parameters }: ModuleDescriptor, { values }: ModuleSettings) => ({
  moduleId: id,
  label,
  settings: parameters.flatMap((spec) => {
    const value = values[spec.id]
    if (value === undefined || value === spec.default) return []
    return [{ label: spec.label, value: inWords(spec, value) }]
  }),
})

const inWords = (spec: ParameterSpec, value: ParameterValue): string => {
  if (spec.kind === 'choice')
    return spec.options.find((option) => option.value === value)?.label ?? String(value)
  if (spec.kind === 'places') return placesWords(String(value))
  return `${formatNumber(Number(value), spec.decimals)} ${spec.unit}`.trim()
}
