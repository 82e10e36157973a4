import type { ChainModule } from '../descriptor'
import { defaultsOf, type ParameterValues } from '../parameter'
import { type Bench, chainOf } from './run-module'
import type { NamedValues } from './settings'

/** The settings under which a module is later or earlier than by default. */
export const settingsThatMove = (
  descriptor: ChainModule,
  settings: readonly NamedValues[],
  bench: Bench,
): readonly NamedValues[] => {
  const latencyOf = (values: ParameterValues): number => {
    const chain = chainOf(descriptor, values, bench, { force: true })
    chain.dispose()
    return chain.latencyFrames
  }
  const usual = latencyOf(defaultsOf(descriptor.parameters))
  return settings.filter(({ values }) => latencyOf(values) !== usual)
}
