import { describe, expect, it } from 'vitest'
import { withModule, withModuleAt } from './edit-recipe'
import { differingKeys, withEdits, withEditsOf } from './hand-edits'
import { parseRecipe } from './parse-recipe'
import { freshRecipe, type Recipe, settingsOf } from './recipe'

const proposed: Recipe = {
  ...freshRecipe({ destinationId: 'spotify', styleId: 'balanced' }),
  byHand: { moves: {}, edits: [] },
}

describe('what was set by hand', () => {
  it('lies over a new proposal, a touched band as a whole, and nothing else does', () => {
    const edited = withEdits(
      withModule(proposed, 'equaliser', {
        values: { freq3Hz: 333, gain3Db: -4, gain5Db: 2 },
      }),
      ['equaliser.gain3Db'],
    )
    const next = withModule(proposed, 'equaliser', { values: { gain3Db: 1, gain7Db: 1.5 } })
    const values = settingsOf(withEditsOf(edited, next), 'equaliser')?.values
    expect(values).toMatchObject({ freq3Hz: 333, gain3Db: -4, gain5Db: 0, gain7Db: 1.5 })
  })

  it('keeps a switch and an order', () => {
    const switched = withModule(proposed, 'saturation', { on: true })
    const moved = withEdits(withModuleAt(switched, 'saturation', 1), ['saturation on', 'order'])
    const laid = withEditsOf(moved, proposed)
    expect(settingsOf(laid, 'saturation')?.on).toBe(true)
    expect(laid.modules.map(({ id }) => id)).toEqual(moved.modules.map(({ id }) => id))
  })

  it('is not claimed of a recipe that does not know', () => {
    const unknown = { ...proposed, byHand: null }
    expect(withEdits(unknown, ['order'])).toBe(unknown)
  })

  it('is found by comparing', () => {
    const other = withModule(proposed, 'stereo', { on: true, values: { sideGainDb: -2 } })
    expect(differingKeys(other, proposed)).toEqual(['stereo on', 'stereo.sideGainDb'])
    expect(differingKeys(proposed, proposed)).toEqual([])
  })

  it('survives storage; older recipes do not know of it', () => {
    const known = {
      ...proposed,
      byHand: { moves: { x: { on: false, amountPercent: 50 } }, edits: ['order'] },
    }
    expect(parseRecipe(JSON.parse(JSON.stringify(known)))).toMatchObject({
      ok: true,
      recipe: known,
    })
    const { byHand: _gone, ...older } = known
    expect(parseRecipe(older)).toMatchObject({ ok: true, recipe: { byHand: null }, notes: [] })
    const odd = {
      ...known,
      byHand: { moves: { x: { amountPercent: 900 }, y: 3 }, edits: [7, 'order'] },
    }
    expect(parseRecipe(odd)).toMatchObject({
      recipe: { byHand: { moves: { x: { on: true, amountPercent: 150 } }, edits: ['order'] } },
    })
  })
})
