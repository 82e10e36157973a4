import { describe, expect, it } from 'vitest'
import { withLanding, withModule, withModuleAt } from './edit-recipe'
import { MIGRATIONS, parseRecipe, recipeToJson } from './parse-recipe'
import { freshRecipe, RECIPE_VERSION, type Recipe, settingsOf } from './recipe'
import { fakeModule } from './testing/fake-modules'

const registry = [
  fakeModule('front', 'first'),
  fakeModule('a', 'free'),
  fakeModule('b', 'free', false),
  fakeModule('c', 'free'),
  fakeModule('back', 'last'),
]
const known = { registry, migrations: MIGRATIONS }
const fresh = freshRecipe({ destinationId: 'spotify', styleId: 'clean' }, registry)

const stored = (change: object): unknown => ({ ...JSON.parse(JSON.stringify(fresh)), ...change })
const parsed = (input: unknown) => {
  const result = parseRecipe(input, known)
  if (!result.ok) throw new Error(result.reason)
  return result
}
const order = (recipe: Recipe): string => recipe.modules.map(({ id }) => id).join(' ')

describe('freshRecipe', () => {
  it('holds every module of the registry in order, on where its descriptor says so', () => {
    expect(order(fresh)).toBe('front a b c back')
    expect(fresh.modules.map(({ on }) => on)).toEqual([true, true, false, true, true])
    expect(settingsOf(fresh, 'a')?.values).toEqual({ gainDb: 0, mode: 'soft' })
  })

  it('takes the destination’s target and ceiling', () => {
    const recipe = freshRecipe(
      { destinationId: 'x', styleId: 'clean', targetLufs: -16, ceilingDbtp: -2 },
      registry,
    )
    expect(recipe.targetLufs).toBe(-16)
    expect(recipe.landing).toEqual({
      driveDb: 0,
      ceilingDbtp: -2,
      marginDb: 0.05,
      budgetDb: 0,
      lowBandDb: 0,
      lowBandReleaseMs: 0,
    })
  })
})

describe('parseRecipe', () => {
  it('reads back what was written, without a note and with the same text', () => {
    const changed = withModule(fresh, 'c', { values: { gainDb: 2.5, mode: 'hard' } }, registry)
    const { recipe, notes } = parsed(JSON.parse(recipeToJson(changed, known)))
    expect(recipe).toEqual(changed)
    expect(notes).toEqual([])
    expect(recipeToJson(recipe, known)).toBe(recipeToJson(changed, known))
  })

  it('gives equal recipes equal text whatever the order of their keys', () => {
    const shuffled = Object.fromEntries(Object.entries(fresh).reverse()) as unknown as Recipe
    expect(recipeToJson(shuffled, known)).toBe(recipeToJson(fresh, known))
  })

  it.each([
    null,
    undefined,
    7,
    'recipe',
    [],
    {},
    { version: 0 },
    { version: 1 },
    { version: 1.5 },
    stored({ modules: {} }),
    stored({ style: 'clean' }),
    stored({ style: { id: 3 } }),
    stored({ destinationId: null }),
  ])('refuses what is no recipe: %j', (input) => {
    expect(parseRecipe(input, known)).toEqual({ ok: false, reason: 'not-a-recipe' })
  })

  it('refuses a recipe from a newer version', () => {
    expect(parseRecipe(stored({ version: RECIPE_VERSION + 1 }), known)).toEqual({
      ok: false,
      reason: 'newer-version',
    })
  })

  it('lifts an older version through every migration since', () => {
    const older = {
      ...(stored({ version: 1 }) as object),
      destinationId: undefined,
      destination: 'tidal',
    }
    const result = parseRecipe(older, {
      registry,
      migrations: [({ destination, ...rest }) => ({ ...rest, destinationId: destination })],
    })
    expect(result.ok && result.recipe.destinationId).toBe('tidal')
  })

  it('drops an unknown module with a note', () => {
    const { recipe, notes } = parsed(
      stored({ modules: [...fresh.modules, { id: 'reverb', on: true, values: {} }] }),
    )
    expect(order(recipe)).toBe('front a b c back')
    expect(notes).toEqual([{ kind: 'unknown-module', moduleId: 'reverb' }])
  })

  it('adds a missing module in its place, off, with a note', () => {
    const { recipe, notes } = parsed(
      stored({ modules: fresh.modules.filter(({ id }) => id !== 'a' && id !== 'back') }),
    )
    expect(order(recipe)).toBe('front a b c back')
    expect(settingsOf(recipe, 'a')?.on).toBe(false)
    expect(notes).toEqual([
      { kind: 'missing-module', moduleId: 'a' },
      { kind: 'missing-module', moduleId: 'back' },
    ])
  })

  it('opens a recipe of the time before peaks were cancelled: they are turned down, as they were', () => {
    const { driveDb, ceilingDbtp, marginDb } = fresh.landing
    const { recipe, notes } = parsed(
      stored({ version: 1, landing: { driveDb, ceilingDbtp, marginDb } }),
    )
    expect(recipe).toEqual({ ...fresh, landing: { ...fresh.landing, budgetDb: -60 } })
    expect(notes).toEqual([])
  })

  it.each([
    ['a limiter let go of what is not low sooner', 2],
    ['its guard heard all that the verifier hears', 3],
    ['it could turn the low band down alone', 5],
    ['depths went by all that is over', 8],
  ])('opens a recipe of the time before %s, number for number', (_, version) => {
    const { recipe, notes } = parsed(stored({ version }))
    expect(recipe).toEqual(fresh)
    expect(notes).toEqual([])
  })

  it('opens a recipe of the time before there were fades: what it left cut stays so, unless somebody says', () => {
    const byHand = { moves: { 'tail-cut': { on: true, amountPercent: 50 } }, edits: [] }
    expect(parsed(stored({ version: 6, byHand })).recipe.byHand?.moves).toMatchObject({
      'head-cut': { on: false, amountPercent: 100 },
      'tail-cut': { on: true, amountPercent: 50 },
    })
    expect(parsed(stored({ version: 6 })).recipe).toEqual(fresh)
  })

  it('opens a recipe of the time before clicks were mended: those that it left stay, unless somebody says', () => {
    const byHand = { moves: {}, edits: [] }
    const declined = { clicks: { on: false, amountPercent: 100 } }
    expect(parsed(stored({ version: 7, byHand })).recipe.byHand?.moves).toEqual(declined)
    const moves = { clicks: { on: true, amountPercent: 80 } }
    expect(
      parsed(stored({ version: 7, byHand: { moves, edits: [] } })).recipe.byHand?.moves,
    ).toEqual(moves)
    expect(parsed(stored({ version: 7 })).recipe).toEqual(fresh)
  })

  it('keeps the first of a repeated module', () => {
    const { recipe, notes } = parsed(stored({ modules: [...fresh.modules, fresh.modules[1]] }))
    expect(order(recipe)).toBe('front a b c back')
    expect(notes).toEqual([{ kind: 'repeated-module', moduleId: 'a' }])
  })

  it('brings values into range and drops parameters it does not know', () => {
    const modules = fresh.modules.map((settings) =>
      settings.id === 'a'
        ? { ...settings, values: { gainDb: 99, mode: 'odd', spare: 1 } }
        : settings,
    )
    const { recipe, notes } = parsed(stored({ modules, targetLufs: 'loud', landing: null }))
    expect(settingsOf(recipe, 'a')?.values).toEqual({ gainDb: 12, mode: 'soft' })
    expect(recipe.targetLufs).toBe(-14)
    expect(recipe.landing).toEqual(fresh.landing)
    expect(notes.map((note) => note.kind === 'value-changed' && note.path)).toEqual([
      'targetLufs',
      'a.gainDb',
      'a.mode',
      'landing.driveDb',
      'landing.ceilingDbtp',
      'landing.marginDb',
      'landing.budgetDb',
      'landing.lowBandDb',
    ])
  })

  it('keeps a reordering of free modules and mends an illegal order', () => {
    const by = (ids: string) => ids.split(' ').map((id) => settingsOf(fresh, id))
    expect(order(parsed(stored({ modules: by('front c a b back') })).recipe)).toBe(
      'front c a b back',
    )
    const mended = parsed(stored({ modules: by('back c front a b') }))
    expect(order(mended.recipe)).toBe('front c a b back')
    expect(mended.notes).toEqual([{ kind: 'order-changed' }])
  })
})

describe('editing a recipe', () => {
  it('changes one module, in range, and leaves the given recipe alone', () => {
    const changed = withModule(fresh, 'b', { on: true, values: { gainDb: -40 } }, registry)
    expect(settingsOf(changed, 'b')).toEqual({
      id: 'b',
      on: true,
      values: { gainDb: -12, mode: 'soft' },
    })
    expect(settingsOf(fresh, 'b')?.on).toBe(false)
    expect(settingsOf(changed, 'a')).toBe(settingsOf(fresh, 'a'))
  })

  it('treats an unknown module or parameter as a bug', () => {
    expect(() => withModule(fresh, 'x', {}, registry)).toThrow('no module')
    expect(() => withModule(fresh, 'a', { values: { x: 1 } }, registry)).toThrow('no parameter')
  })

  it('moves free modules and keeps the ends fixed', () => {
    expect(order(withModuleAt(fresh, 'c', 1, registry))).toBe('front c a b back')
    expect(order(withModuleAt(fresh, 'a', 9, registry))).toBe('front b c a back')
    expect(withModuleAt(fresh, 'back', 0, registry)).toBe(fresh)
    expect(withModuleAt(fresh, 'a', 0, registry)).toBe(fresh)
  })

  it('changes the landing in range', () => {
    expect(withLanding(fresh, { driveDb: 3.25, ceilingDbtp: 4 }).landing).toEqual({
      driveDb: 3.25,
      ceilingDbtp: 0,
      marginDb: 0.05,
      budgetDb: 0,
      lowBandDb: 0,
      lowBandReleaseMs: 0,
    })
  })
})
