import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseRecipe } from '../chain/parse-recipe'
import { RECIPE_VERSION } from '../chain/recipe'
import { renderMaster } from './render-master'
import { mix } from './testing/mix'
import { services } from './testing/render'

/** As the last build of each version stored them: the landed master of two seconds of this mix at −10 LUFS, in the style Balanced. */
const stored: readonly {
  readonly version: number
  readonly landing: { readonly driveDb: number }
}[] = JSON.parse(readFileSync(new URL('testing/old-recipes.json', import.meta.url), 'utf8'))
const source = mix({ sampleRate: 48_000, channelCount: 2, seconds: 1, drums: 0.6 })

it.each(stored)('a recipe that version $version stored opens as it was, and lands', async (old) => {
  const parsed = parseRecipe(old)
  if (!parsed.ok) throw new Error(parsed.reason)
  const { recipe, notes } = parsed
  expect(notes.filter(({ kind }) => kind !== 'missing-module')).toEqual([])
  expect(recipe.version).toBe(RECIPE_VERSION)
  // Nothing of it is lost: what came later is added.
  const { modules: _, version: __, ...rest } = old as unknown as Record<string, unknown>
  expect(recipe).toMatchObject(rest)
  expect(recipe.modules).toEqual(
    expect.arrayContaining((old as unknown as { modules: unknown[] }).modules),
  )
  const { verdict } = await renderMaster(source, recipe, services)
  expect(verdict.status).toBe('hit')
})
