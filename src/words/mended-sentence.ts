import type { RecipeNote } from '../chain/parse-recipe'
import { descriptorOf } from '../chain/registry'

/**
 * What had to be changed to make a stored chain legal here, in one sentence, and what to do next.
 * null where nothing was.
 */
export const mendedSentence = (name: string, notes: readonly RecipeNote[]): string | null => {
  const of = <Kind extends RecipeNote['kind']>(kind: Kind) =>
    notes.filter((note): note is Extract<RecipeNote, { kind: Kind }> => note.kind === kind)
  const named = (some: readonly { readonly moduleId: string }[]): string =>
    some.map(({ moduleId }) => descriptorOf(moduleId)?.label ?? `“${moduleId}”`).join(', ')
  const [missing, unknown, repeated] = [
    of('missing-module'),
    of('unknown-module'),
    of('repeated-module'),
  ]
  const values = of('value-changed').length
  const parts = [
    of('order-changed').length > 0 && 'the modules are in a legal order again',
    missing.length > 0 && `${named(missing)} added, switched off`,
    unknown.length > 0 && `${named(unknown)} left out, unknown here`,
    repeated.length > 0 && `${named(repeated)} kept once`,
    values > 0 && `${values === 1 ? 'one value' : `${values} values`} brought into range`,
  ].filter((part) => part !== false)
  if (parts.length === 0) return null
  return `The stored chain of “${name}” was put right: ${parts.join('; ')}. Listen to it before you export.`
}
