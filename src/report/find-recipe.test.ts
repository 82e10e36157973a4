import { describe, expect, it } from 'vitest'
import { parseRecipe, recipeToJson } from '../chain/parse-recipe'
import { freshRecipe } from '../chain/recipe'
import { seededRandom as random } from '../demo/random'
import { recipeFragment, recipeOfFragment } from '../session/recipes/recipe-link'
import { findRecipe, mayHoldRecipe } from './find-recipe'
import { html } from './markup'
import { DATA_END, DATA_START } from './report-data'

const RECIPE = freshRecipe({ destinationId: 'spotify', styleId: 'balanced' })
const REPORT = JSON.stringify({ schema: 'trackmaster-report', version: 1, recipe: RECIPE }, null, 2)
const PAGE = `<!doctype html><main>${DATA_START}${html`${REPORT}`.html}${DATA_END}</main>`

/** What may be found in anything: nothing, or a recipe that needs no further mending. */
const expectLegal = (found: ReturnType<typeof findRecipe>): void => {
  if (!found.ok) return
  expect(parseRecipe(found.recipe)).toEqual({ ok: true, recipe: found.recipe, notes: [] })
}

const PIECES = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '-',
  '1e999',
  'null',
  '__proto__',
  '\\u0000',
  '<',
  '&lt;',
  '9'.repeat(40),
]

/** One to four places of a text are left out, repeated, changed or put in. */
const mutated = (text: string, next: () => number): string => {
  let changed = text
  for (let times = 1 + Math.floor(next() * 4); times > 0; times--) {
    const at = Math.floor(next() * changed.length)
    const end = at + Math.floor(next() ** 3 * 40)
    const piece = PIECES[Math.floor(next() * PIECES.length)] ?? ''
    const put = [piece, '', changed.slice(at, end).repeat(2), String.fromCharCode(next() * 256)]
    changed = changed.slice(0, at) + put[Math.floor(next() * put.length)] + changed.slice(end)
  }
  return changed
}

describe('a recipe from elsewhere', () => {
  it('is found as it is, in data, in a page, and in the results of the command line', () => {
    const results = JSON.stringify({ files: [{ file: 'a', status: 'failed' }, { recipe: RECIPE }] })
    for (const text of [recipeToJson(RECIPE), REPORT, PAGE, results, `\uFEFF${REPORT}`]) {
      expect(mayHoldRecipe(text)).toBe(true)
      expect(findRecipe(text)).toEqual({ ok: true, recipe: RECIPE, notes: [] })
    }
  })

  it('comes back from the fragment of an address, which a browser leaves as it is', async () => {
    const fragment = await recipeFragment(RECIPE)
    expect(fragment).toMatch(/^#recipe=[\w-]{100,4000}$/)
    expect(await recipeOfFragment(fragment)).toEqual({ ok: true, recipe: RECIPE, notes: [] })
  })

  it('is refused where there is none, where it is newer, and where it unpacks to more than a recipe can be', async () => {
    for (const text of [
      '',
      'null',
      '[]',
      '{"a":1}',
      '<html>',
      '{"recipe":null}',
      '['.repeat(100_000),
    ])
      expect(findRecipe(text)).toEqual({ ok: false, reason: 'not-a-recipe' })
    expect(findRecipe(JSON.stringify({ ...RECIPE, version: 99 }))).toEqual({
      ok: false,
      reason: 'newer-version',
    })
    const bomb = { ...RECIPE, padding: undefined, destinationId: 'x'.repeat(10_000_000) }
    const packed = await recipeFragment(bomb)
    expect(packed.length).toBeLessThan(64 * 1024)
    expect(await recipeOfFragment(packed)).toEqual({ ok: false, reason: 'not-a-recipe' })
  })

  it('has a destination and a style that there are', () => {
    const strange = { ...RECIPE, destinationId: '<b>', style: { id: 'nice', intensityPercent: 9 } }
    expect(findRecipe(JSON.stringify(strange))).toMatchObject({
      recipe: { destinationId: 'custom', style: { id: 'clean', intensityPercent: 9 } },
    })
  })

  it('is legal or refused, however its text was mangled', () => {
    const next = random(1)
    for (let k = 0; k < 3000; k++)
      expectLegal(findRecipe(mutated([REPORT, PAGE, recipeToJson(RECIPE)][k % 3] ?? '', next)))
  })

  it('is legal or refused, however its link was mangled', async () => {
    const next = random(2)
    const fragment = await recipeFragment(RECIPE)
    const start = '#recipe='.length
    for (let k = 0; k < 500; k++)
      expectLegal(
        await recipeOfFragment(fragment.slice(0, start) + mutated(fragment.slice(start), next)),
      )
  })
})
