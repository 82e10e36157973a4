import { describe, expect, it } from 'vitest'
import type { Found } from '../../analysis/findings/finding'
import type { MoveSettings } from '../../chain/by-hand'
import { parseRecipe } from '../../chain/parse-recipe'
import { parsePlaces } from '../../chain/places'
import { settingsOf } from '../../chain/recipe'
import { analysisOf } from '../../session/testing/facts'
import { change, found, intent, proposed, sharp, standing } from '../testing/findings'
import { APPROACHES } from './approaches'
import { effectOf } from './effects'
import type { Proposal } from './proposal'
import { propose, recipeFrom } from './propose'
import { STYLES } from './styles'

const EVERYTHING = [
  found('dc-offset', 1),
  found('polarity-inverted', -0.9),
  found('subsonic', -3),
  found('wide-bass', -2),
  found('head-cut', -12),
  found('tail-cut', -20),
  found('hum', 50),
  found('mud', 7),
  found('boom', -8),
  found('air', -10),
  found('sub', 11),
  { ...found('harshness', 6), ...standing(-14, -6) },
  sharp(-30, -10),
  { ...found('resonance', 2500), ...standing(-20, -10) },
]

/** The gain of the one band that a move sets, dB. */
const gainOf = (proposal: Proposal, id: string): number | undefined =>
  Object.entries(change(proposal, id)?.values ?? {}).flatMap(([key, value]) =>
    /^gain\dDb$/.test(key) ? [Number(value)] : [],
  )[0]

describe('moves from findings', () => {
  it('share no parameter, whatever was found, in every style and approach', () => {
    for (const { id: styleId } of STYLES)
      for (const { id: approachId } of APPROACHES) {
        const { moves } = proposed(EVERYTHING, { styleId, approachId })
        const keys = moves.flatMap(({ change: set }) =>
          set.kind === 'module' ? Object.keys(set.values).map((id) => `${set.moduleId}.${id}`) : [],
        )
        expect(new Set(keys).size).toBe(keys.length)
      }
  })

  it('are legal at every amount, and gone at 0 %', () => {
    const proposal = proposed(EVERYTHING, { approachId: 'dense' })
    const at = (amountPercent: number) => {
      const settings: MoveSettings = Object.fromEntries(
        proposal.moves.map(({ id }) => [id, { on: true, amountPercent }]),
      )
      return recipeFrom(proposal, settings)
    }
    for (const amountPercent of [1, 50, 150])
      expect(parseRecipe(JSON.parse(JSON.stringify(at(amountPercent))))).toMatchObject({
        ok: true,
        notes: [],
      })
    expect(at(0).modules).toEqual(recipeFrom({ ...proposal, moves: [] }).modules)
  })

  it('correct a part of what is outside of the corridor, more in Dense than in Open, at most 3 dB', () => {
    const gains = ['open', 'balanced', 'dense'].map((approachId) =>
      gainOf(proposed([found('mud', 6)], { approachId }), 'mud'),
    )
    // (6 − 3 − 1) · 0.5, 0.7, 0.8
    expect(gains).toEqual([-1, -1.4, -1.6])
    expect(gainOf(proposed([found('mud', 30)]), 'mud')).toBe(-3)
    expect(gainOf(proposed([found('air', -11)]), 'air')).toBe(2)
    expect(gainOf(proposed([found('mud', 4.5)]), 'mud')).toBeUndefined()
  })

  it('take the lines of hum out, narrowly', () => {
    const { values = {} } = change(proposed([found('hum', 60)]), 'hum') ?? {}
    expect(Object.values(values)).toEqual(expect.arrayContaining([60, 120, -12, 30]))
  })

  it('hold sibilance only where it can be told from the rest', () => {
    const recipe = recipeFrom(proposed([sharp(-30, -10)]))
    expect(settingsOf(recipe, 'dynamic-eq')).toMatchObject({
      on: true,
      values: { shape1: 'off', shape3: 'bell', range3Db: -4 },
    })
    expect(proposed([sharp(-10, -12)]).moves.map(({ id }) => id)).not.toContain('sibilance')
    expect(proposed([found('sibilance', 15)]).moves.map(({ id }) => id)).not.toContain('sibilance')
  })

  it('set thresholds over what is usual in that track, not over a number for all', () => {
    const thresholdOf = (usualDb: number) => {
      const recipe = recipeFrom(proposed([sharp(usualDb, usualDb + 16)]))
      return settingsOf(recipe, 'dynamic-eq')?.values.threshold3Db
    }
    // 3 dB come off by 5/6 of 3.6 dB over the threshold.
    expect(thresholdOf(-24)).toBe(-12)
    expect(thresholdOf(-40)).toBe(-28)
  })

  it('are not undone by a style: its colour lifts nothing that they lower, nor lowers what they lift', () => {
    const colour = (findings: readonly Found[], styleId: string): readonly string[] =>
      Object.keys(change(proposed(findings, { styleId }), 'style-tone')?.values ?? {}).filter(
        (id) => /^gain/.test(id),
      )
    const boom = (value: number): Found => ({ ...found('boom', value), bandHz: [80, 160] })
    expect(colour([], 'balanced')).toEqual(['gain2Db', 'gain3Db', 'gain7Db'])
    expect(colour([boom(12)], 'balanced')).toEqual(['gain3Db', 'gain7Db'])
    expect(colour([boom(-12)], 'balanced')).toEqual(['gain2Db', 'gain7Db'])
    const harsh: Found = {
      ...found('harshness', 6),
      ...standing(-14, -6),
      bandHz: [1990, 5020],
    }
    expect(colour([harsh], 'loud')).toEqual(['gain3Db', 'gain7Db'])
    // Not where nothing is done about it.
    expect(colour([{ ...boom(12), certainty: 0.1 }], 'balanced')).toContain('gain2Db')
  })

  it('fade in what begins mid-sound and out what ends so, each by itself, half as long at half', () => {
    const proposal = proposed([found('head-cut', -12), found('tail-cut', -20)])
    const at = (settings: MoveSettings) => settingsOf(recipeFrom(proposal, settings), 'fades')
    const half = { on: true, amountPercent: 50 }
    const declined = { on: false, amountPercent: 100 }
    expect(at({})).toMatchObject({ on: true, values: { fadeInMs: 5, fadeOutMs: 40 } })
    expect(at({ 'head-cut': half })?.values).toEqual({ fadeInMs: 2.5, fadeOutMs: 40 })
    expect(at({ 'tail-cut': declined })?.values).toEqual({ fadeInMs: 5, fadeOutMs: 0 })
    expect(at({ 'head-cut': declined, 'tail-cut': declined })?.on).toBe(false)
  })

  it('mend the clicks that are certain, the clearest where there are many; nothing where none is', () => {
    const clicks = Array.from({ length: 70 }, (_, n) => ({
      frame: 5000 * (n + 1),
      frames: 3,
      channels: 'L' as const,
      height: 30 + ((n * 37) % 70),
      around: 3,
    }))
    const analysis = { ...analysisOf(-20), findings: [found('clicks', 80)], clicks }
    const proposal = propose(analysis, intent)
    const places = parsePlaces(String(change(proposal, 'clicks')?.values.places))
    const left = clicks.filter(({ frame }) => !places.some((place) => place.frame === frame))
    expect(places).toHaveLength(64)
    expect(left.map(({ height }) => height).toSorted((a, b) => a - b)).toEqual([
      30, 31, 32, 33, 34, 35,
    ])
    const at = (amountPercent: number) => {
      const recipe = recipeFrom(proposal, { clicks: { on: true, amountPercent } })
      return settingsOf(recipe, 'declick')
    }
    expect(at(150)).toEqual(at(100))
    expect(at(50)).toMatchObject({ on: true, values: { amountPercent: 50 } })
    expect(
      settingsOf(recipeFrom(proposal, { clicks: { on: false, amountPercent: 100 } }), 'declick')
        ?.on,
    ).toBe(false)
    const predictedAt = (amountPercent: number) => {
      const recipe = recipeFrom(proposal, { clicks: { on: true, amountPercent } })
      const move = proposal.moves.find(({ id }) => id === 'clicks')
      if (move?.change.kind !== 'module') throw new Error('no move')
      return effectOf({ change: move.change, because: move.because }, recipe, analysis, null)
    }
    // Of 80 that are told, 16 are not mended.
    expect(predictedAt(100)).toMatchObject({ of: 'clicks', predicted: 16 })
    expect(predictedAt(10)).toMatchObject({ predicted: 80 })
    expect(proposed([found('clicks', 3)]).moves.map(({ id }) => id)).not.toContain('clicks')
    expect(propose(analysis, { ...intent, styleId: 'clean' }).moves.map(({ id }) => id)).toEqual([
      'level',
    ])
  })

  it('leave other clicks and clipping to be told, and everything in Clean', () => {
    const told = proposed([found('clicks', 3), found('clipped', 100), found('dropout', 1)])
    expect(told.moves.map(({ id }) => id)).toEqual(['style-tone', 'style-glue', 'level'])
    expect(proposed(EVERYTHING, { styleId: 'clean' }).moves.map(({ id }) => id)).toEqual(['level'])
  })

  it('declined leave all others as they were, byte for byte, in every approach; nothing makes up for them', () => {
    // What a person answered is kept in the recipe too, and differs by this very answer.
    const bytes = (proposal: Proposal, settings: MoveSettings): string =>
      JSON.stringify({ ...recipeFrom(proposal, settings), byHand: null })
    for (const { id: approachId } of APPROACHES) {
      const proposal = proposed(EVERYTHING, { approachId })
      const softened = Object.fromEntries(
        proposal.moves.map(({ id }) => [id, { on: true, amountPercent: 60 }]),
      )
      for (const { id } of proposal.moves) {
        const without = { ...proposal, moves: proposal.moves.filter((move) => move.id !== id) }
        const declined = { [id]: { on: false, amountPercent: 100 } }
        expect(bytes(proposal, declined)).toBe(bytes(without, {}))
        expect(bytes(proposal, { ...softened, ...declined })).toBe(bytes(without, softened))
      }
    }
  })
})
