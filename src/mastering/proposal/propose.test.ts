import { describe, expect, it } from 'vitest'
import type { Analysis } from '../../analysis/analysis'
import { isFound } from '../../analysis/findings/finding'
import { analyse } from '../../analysis/testing/analyse'
import { Chain } from '../../chain/chain'
import { equaliserResponseDb } from '../../chain/modules/equaliser'
import { parseRecipe } from '../../chain/parse-recipe'
import { type Recipe, settingsOf } from '../../chain/recipe'
import { detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import type { PcmReader } from '../../core/pcm-store'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { renderMaster } from '../render-master'
import { averageCompressionDb } from '../testing/average-compression'
import { mix, samplesOf, storeOf } from '../testing/mix'
import { initialIntent } from './intent'
import { propose, recipeFrom } from './propose'
import {
  BUS_RATIO_LIMIT,
  CLEAN_ID,
  COMPRESSOR_LIMIT_DB,
  EQ_LIMIT_DB,
  STYLES,
  type Style,
} from './styles'

const kernels = nodeKernels()
const ALL: readonly Style[] = STYLES
const COLOURED = ALL.filter(({ id }) => id !== CLEAN_ID)
const AUDIBLE_HZ = Array.from({ length: 200 }, (_, k) => 20 * 1000 ** (k / 199))

const measure = (reader: PcmReader): Promise<Analysis> => analyse(reader, kernels, detachedJob)

const proposal = (measured: Analysis, styleId: string, intensityPercent: number): Recipe =>
  recipeFrom(
    propose(measured, {
      destinationId: 'spotify',
      targetLufs: -14,
      ceilingDbtp: -1,
      styleId,
      intensityPercent,
    }),
  )

const source = mix({ sampleRate: 44_100, channelCount: 2, seconds: 8, drums: 0.6 })
const analysis = await measure(source)

describe('a proposal', () => {
  it('is legal for every style and intensity, as it stands', () => {
    for (const { id } of STYLES)
      for (const intensityPercent of [0, 1, 50, 100]) {
        const recipe = proposal(analysis, id, intensityPercent)
        const parsed = parseRecipe(JSON.parse(JSON.stringify(recipe)))
        expect(parsed).toMatchObject({ ok: true, notes: [] })
        if (parsed.ok) expect(parsed.recipe).toEqual(recipe)
      }
  })

  it('carries the intent and the plain difference in level', () => {
    const recipe = proposal(analysis, 'warm', 70)
    expect(recipe).toMatchObject({
      destinationId: 'spotify',
      targetLufs: -14,
      style: { id: 'warm', intensityPercent: 70 },
      landing: { ceilingDbtp: -1 },
    })
    expect(recipe.landing.driveDb).toBeCloseTo(-14 - (analysis.loudness.integratedLufs ?? 0), 9)
  })

  it('leaves only the limiter at work in Clean, and in every style at intensity 0', () => {
    const recipes = [
      proposal(analysis, CLEAN_ID, 100),
      ...STYLES.map(({ id }) => proposal(analysis, id, 0)),
    ]
    for (const { modules, landing } of recipes) {
      const chain = new Chain({
        kernels,
        sampleRate: 44_100,
        channelCount: 2,
        lengthFrames: Number.POSITIVE_INFINITY,
        modules,
        landing: { ...landing, driveDb: 0 },
      })
      expect(chain.activeModules.map(({ id }) => id)).toEqual(['limiter'])
      chain.dispose()
    }
  })

  it('starts from Spotify and Balanced, and from Clean for what is already mastered', () => {
    expect(initialIntent(analysis)).toMatchObject({
      destinationId: 'spotify',
      targetLufs: -14,
      ceilingDbtp: -1,
      styleId: 'balanced',
    })
    const number = {
      degree: 1,
      certainty: 1,
      value: 8,
      unit: 'LU',
      bandHz: null,
      places: [],
    } as const
    const finding = { kind: 'already-mastered', state: 'found', ...number } as const
    const mastered = { ...analysis, findings: [finding] }
    expect(initialIntent(mastered).styleId).toBe('clean')
    // Delivered as it is: nothing but the level.
    expect(propose(mastered, initialIntent(mastered)).moves.map(({ id }) => id)).toEqual(['level'])
  })
})

describe('the equaliser of a style', () => {
  it('stays within 3 dB at every frequency, rates and bands together, and says something', () => {
    for (const { id } of COLOURED) {
      const values = settingsOf(proposal(analysis, id, 100), 'equaliser')?.values ?? {}
      for (const sampleRate of [44_100, 96_000]) {
        const response = equaliserResponseDb(values, sampleRate, AUDIBLE_HZ, 'mid')
        const largest = Math.max(...response.map(Math.abs))
        expect(largest).toBeLessThanOrEqual(EQ_LIMIT_DB)
        expect(largest).toBeGreaterThan(0.5)
      }
    }
  })

  it('scales with intensity', () => {
    const at = (intensityPercent: number) =>
      equaliserResponseDb(
        settingsOf(proposal(analysis, 'bright', intensityPercent), 'equaliser')?.values ?? {},
        44_100,
        [10_000],
        'mid',
      )[0] ?? Number.NaN
    expect(at(50) / at(100)).toBeCloseTo(0.5, 1)
  })
})

describe('the compressor of a style', () => {
  it('takes at most 3 dB on average off mixes from dense to dynamic, and more than nothing', async () => {
    for (const drums of [0.1, 0.6, 1]) {
      const audio = mix({ sampleRate: 44_100, channelCount: 2, seconds: 6, drums })
      const facts = await measure(audio)
      for (const { id } of COLOURED) {
        const averageDb = await averageCompressionDb(audio, proposal(facts, id, 100))
        expect(averageDb).toBeLessThanOrEqual(COMPRESSOR_LIMIT_DB)
        expect(averageDb).toBeGreaterThan(0.1)
      }
    }
  })

  it('does the same to a mix 20 dB quieter', async () => {
    const quiet = mix({ sampleRate: 44_100, channelCount: 2, seconds: 8, drums: 0.6, gain: 0.1 })
    const here = await averageCompressionDb(source, proposal(analysis, 'punchy', 100))
    const there = await averageCompressionDb(quiet, proposal(await measure(quiet), 'punchy', 100))
    expect(there).toBeCloseTo(here, 2)
  })

  it('keeps to the ratios of a bus', () => {
    for (const { id } of COLOURED) {
      const values = settingsOf(proposal(analysis, id, 100), 'bus-compressor')?.values ?? {}
      expect(values.ratio).toBeGreaterThan(1)
      expect(values.ratio).toBeLessThanOrEqual(BUS_RATIO_LIMIT)
    }
  })
})

describe('a DC offset', () => {
  const shifted = storeOf(
    44_100,
    samplesOf(mix({ sampleRate: 44_100, channelCount: 2, seconds: 4 })).map((samples, channel) =>
      samples.map((x) => x + (channel === 0 ? 0.02 : -0.01)),
    ),
  )
  const newStore = (rate: number, channels: number) => new MemoryPcmStore(rate, channels, false)

  it('is taken off by a style: its very number is in the recipe, and no finding is left', async () => {
    const facts = await measure(shifted)
    expect(isFound(facts, 'dc-offset')).toBe(true)
    const values = settingsOf(proposal(facts, 'balanced', 50), 'input')?.values
    expect(values?.dcLeftPercent).toBeCloseTo((facts.dcOffset[0] ?? 0) * 100, 9)
    const recipe = recipeFrom(propose(facts, { ...initialIntent(facts), targetLufs: -23 }))
    const { analysis: after } = await renderMaster(shifted, recipe, {
      kernels,
      job: detachedJob,
      newStore,
    })
    expect(isFound(after, 'dc-offset')).toBe(false)
  })

  it('is a move with its reason, and stays where that is declined', async () => {
    const facts = await measure(shifted)
    const proposed = propose(facts, { ...initialIntent(facts), styleId: 'balanced' })
    expect(proposed.moves.map(({ id, because }) => [id, because.kind])).toEqual([
      ['dc-offset', 'finding'],
      ['style-tone', 'style'],
      ['style-glue', 'style'],
      ['level', 'destination'],
    ])
    const declined = recipeFrom(proposed, { 'dc-offset': { on: false, amountPercent: 100 } })
    expect(settingsOf(declined, 'input')?.values.dcLeftPercent).toBe(0)
    const whole = recipeFrom(proposed)
    for (const id of ['equaliser', 'bus-compressor'])
      expect(settingsOf(declined, id)).toEqual(settingsOf(whole, id))
  })

  it('is left alone by Clean', async () => {
    const recipe = proposal(await measure(shifted), CLEAN_ID, 100)
    expect(settingsOf(recipe, 'input')?.values).toMatchObject({
      dcLeftPercent: 0,
      dcRightPercent: 0,
    })
  })
})
