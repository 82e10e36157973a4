import { seededNoise } from '../../dsp/testing/seeded-noise'
import type { ModuleDescriptor } from '../descriptor'
import {
  defaultsOf,
  type ParameterSpec,
  type ParameterValue,
  type ParameterValues,
} from '../parameter'

export interface NamedValues {
  readonly name: string
  readonly values: ParameterValues
}

/** In the middle of a short signal. */
const PLACES = '1400+3L 1900+20LR'

const extremes = (spec: ParameterSpec): readonly ParameterValue[] => {
  if (spec.kind === 'places') return [spec.default, PLACES]
  return spec.kind === 'number' ? [spec.min, spec.max] : spec.options.map(({ value }) => value)
}

const every = (
  { parameters }: ModuleDescriptor,
  choose: (spec: ParameterSpec) => ParameterValue,
): ParameterValues => Object.fromEntries(parameters.map((spec) => [spec.id, choose(spec)]))

/** The defaults; then each parameter alone at its minimum, its maximum and each of its options. */
export const oneAtATime = (descriptor: ModuleDescriptor): readonly NamedValues[] => {
  const defaults = defaultsOf(descriptor.parameters)
  return [
    { name: 'defaults', values: defaults },
    ...descriptor.parameters.flatMap((spec) =>
      extremes(spec).map((value) => ({
        name: `${spec.id} ${value}`,
        values: { ...defaults, [spec.id]: value },
      })),
    ),
  ]
}

/** All at once: minimum, maximum, and for every place in the lists of options the numbers at both ends. */
export const allTogether = (descriptor: ModuleDescriptor): readonly NamedValues[] => {
  const most = Math.max(
    1,
    ...descriptor.parameters.map((spec) => (spec.kind === 'choice' ? spec.options.length : 1)),
  )
  return Array.from({ length: most }, (_, place) => place).flatMap((place) =>
    (['min', 'max'] as const).map((end) => ({
      name: `every option ${place}, every number ${end}`,
      values: every(descriptor, (spec) => {
        if (spec.kind === 'number') return spec[end]
        if (spec.kind === 'places') return PLACES
        return spec.options[place % spec.options.length]?.value ?? spec.default
      }),
    })),
  )
}

/** Settings drawn at random (seeded), so that modules which are neutral by default have work to do. */
export const drawn = (descriptor: ModuleDescriptor, count: number): readonly NamedValues[] => {
  const next = seededNoise(2026)
  const share = (): number => (next() + 1) / 2
  return Array.from({ length: count }, (_, index) => ({
    name: `drawn ${index}`,
    values: every(descriptor, (spec) => {
      if (spec.kind === 'places') return PLACES
      return spec.kind === 'number'
        ? spec.min + (spec.max - spec.min) * share() ** (spec.scale === 'log' ? 3 : 1)
        : (spec.options[Math.floor(share() * spec.options.length)]?.value ?? spec.default)
    }),
  }))
}
