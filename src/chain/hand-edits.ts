import { withModule } from './edit-recipe'
import { legalOrder } from './module-order'
import type { Recipe } from './recipe'
import { REGISTRY } from './registry'

/** The order of the modules. */
export const ORDER_KEY = 'order'

/** The key of a parameter that was set by hand. */
export const parameterKey = (moduleId: string, parameterId: string): string =>
  `${moduleId}.${parameterId}`

/** The key of a module that was switched by hand. */
export const switchKey = (moduleId: string): string => `${moduleId} on`

/** The recipe, knowing that `keys` were set by hand. One that does not know what was stays so. */
export const withEdits = (recipe: Recipe, keys: readonly string[]): Recipe => {
  const { byHand } = recipe
  const added = byHand ? keys.filter((key) => !byHand.edits.includes(key)) : []
  if (!byHand || added.length === 0) return recipe
  return { ...recipe, byHand: { ...byHand, edits: [...byHand.edits, ...added] } }
}

/** Keys of everything in which the modules of two recipes differ. */
export const differingKeys = (a: Recipe, b: Recipe): readonly string[] => {
  const keys = a.modules.flatMap(({ id, on, values }) => {
    const other = b.modules.find((settings) => settings.id === id)
    if (!other) return []
    const changed = Object.keys(values).filter((key) => values[key] !== other.values[key])
    const own = changed.map((key) => parameterKey(id, key))
    return on === other.on ? own : [switchKey(id), ...own]
  })
  const sameOrder = a.modules.every(({ id }, index) => id === b.modules[index]?.id)
  return sameOrder ? keys : [ORDER_KEY, ...keys]
}

/**
 * `proposed` with what was set by hand in `edited` laid over it. A band of which one value was set is taken over as a
 * whole: its gain means nothing at another frequency.
 */
export const withEditsOf = (edited: Recipe, proposed: Recipe): Recipe => {
  const edits = new Set(edited.byHand?.edits)
  const laid = REGISTRY.reduce((recipe, { id, parameters }) => {
    const settings = edited.modules.find((candidate) => candidate.id === id)
    if (!settings) return recipe
    const isSet = (key: string): boolean => edits.has(parameterKey(id, key))
    const bands = new Set(parameters.flatMap((spec) => (isSet(spec.id) ? spec.band?.number : [])))
    const values = parameters.flatMap((spec) => {
      const taken = isSet(spec.id) || (spec.band !== undefined && bands.has(spec.band.number))
      const value = settings.values[spec.id]
      return taken && value !== undefined ? [[spec.id, value] as const] : []
    })
    const isSwitched = edits.has(switchKey(id))
    if (values.length === 0 && !isSwitched) return recipe
    const change = { values: Object.fromEntries(values), ...(isSwitched && { on: settings.on }) }
    return withModule(recipe, id, change)
  }, proposed)
  const byHand = { moves: laid.byHand?.moves ?? {}, edits: [...edits] }
  return { ...(edits.has(ORDER_KEY) ? inOrderOf(edited, laid) : laid), byHand }
}

const inOrderOf = ({ modules: order }: Recipe, recipe: Recipe): Recipe => {
  const rank = (id: string): number => order.findIndex((settings) => settings.id === id)
  const modules = recipe.modules.toSorted((a, b) => rank(a.id) - rank(b.id))
  return { ...recipe, modules: legalOrder(modules, REGISTRY) }
}
