import { describe, expect, it } from 'vitest'
import { settingsOf } from '../../chain/recipe'
import { adopted } from '../../mastering/proposal/adopt'
import { analysisOf } from '../testing/facts'
import { firstRecipe, withMove, withParameter, withStyle } from './recipe-changes'

const analysis = { ...analysisOf(-20), dcOffset: [0.01, 0.01] }
const first = firstRecipe(analysis)
const json = (recipe: typeof first, id: string): string => JSON.stringify(settingsOf(recipe, id))

describe('a move', () => {
  it('that is declined leaves the settings of every other module as they were, byte for byte', () => {
    const declined = withMove(first, analysis, 'style-glue', { on: false })
    expect(settingsOf(declined, 'bus-compressor')?.on).toBe(false)
    for (const { id } of first.modules)
      if (id !== 'bus-compressor') expect(json(declined, id)).toBe(json(first, id))
    expect(declined.landing).toEqual(first.landing)
    const again = withMove(declined, analysis, 'style-glue', { on: true })
    expect(again.modules).toEqual(first.modules)
  })

  it('is scaled by its amount: gains in dB, a ratio by its slope, nothing at 0 %', () => {
    const gain = (amountPercent: number): unknown =>
      settingsOf(withMove(first, analysis, 'style-tone', { amountPercent }), 'equaliser')?.values
        .gain7Db
    expect([0, 50, 100, 150].map(gain)).toEqual([0, 0.375, 0.75, 1.125])
    const ratio = settingsOf(
      withMove(first, analysis, 'style-glue', { amountPercent: 150 }),
      'bus-compressor',
    )?.values.ratio
    expect(ratio).toBeCloseTo(1 / (1 - 1.5 * (1 - 1 / 1.5) * 0.5), 9)
  })

  it('stays declined, and an edit stays, when the style proposes anew', () => {
    const declined = withMove(first, analysis, 'style-glue', { on: false })
    const edited = withParameter(declined, 'stereo', 'sideGainDb', -2)
    const restyled = withStyle(edited, analysis, 'warm', 100)
    expect(settingsOf(restyled, 'bus-compressor')?.on).toBe(false)
    expect(settingsOf(restyled, 'stereo')).toMatchObject({ on: true, values: { sideGainDb: -2 } })
    expect(settingsOf(restyled, 'equaliser')?.values.gain7Db).toBe(-2)
  })
})

describe('a recipe from before proposals were kept', () => {
  it('keeps what it has: moves that are not in it count as declined, other settings as edits', () => {
    const old = {
      ...withParameter(
        withMove(first, analysis, 'style-glue', { on: false }),
        'equaliser',
        'gain5Db',
        3,
      ),
      byHand: null,
    }
    const known = adopted(old, analysis)
    expect(known.byHand?.moves).toEqual({ 'style-glue': { on: false, amountPercent: 100 } })
    expect(known.byHand?.edits).toEqual(['equaliser.gain5Db'])
    const restyled = withStyle(old, analysis, 'bright', 50)
    expect(settingsOf(restyled, 'equaliser')?.values.gain5Db).toBe(3)
    expect(settingsOf(restyled, 'bus-compressor')?.on).toBe(false)
  })
})
