import type { ModuleDescriptor, ModuleSettings } from './descriptor'

/**
 * The nearest legal order: `first` and `last` modules in the registry's order at their ends,
 * `free` ones between them as they were. Settings without a descriptor are left out.
 */
export const legalOrder = (
  modules: readonly ModuleSettings[],
  registry: readonly ModuleDescriptor[],
): readonly ModuleSettings[] => {
  const fixed = (placement: 'first' | 'last'): ModuleSettings[] =>
    registry.flatMap((descriptor) =>
      descriptor.placement === placement
        ? modules.filter((settings) => settings.id === descriptor.id)
        : [],
    )
  const isFree = ({ id }: ModuleSettings): boolean =>
    registry.some((descriptor) => descriptor.id === id && descriptor.placement === 'free')
  return [...fixed('first'), ...modules.filter(isFree), ...fixed('last')]
}

/** `modules` with `added` put in behind the module that stands before it in the registry. */
export const insertInOrder = (
  modules: readonly ModuleSettings[],
  added: ModuleSettings,
  registry: readonly ModuleDescriptor[],
): readonly ModuleSettings[] => {
  const rank = (id: string): number => registry.findIndex((descriptor) => descriptor.id === id)
  const at = modules.findLastIndex((settings) => rank(settings.id) < rank(added.id))
  return [...modules.slice(0, at + 1), added, ...modules.slice(at + 1)]
}
