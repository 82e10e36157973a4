import { describe, expect, it } from 'vitest'
import { analyse } from '../../analysis/testing/analyse'
import { settingsOf } from '../../chain/recipe'
import { detachedJob } from '../../core/job'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { expectedCompressionDb } from '../landing/expected-compression'
import { averageCompressionDb } from '../testing/average-compression'
import { mix, samplesOf, storeOf } from '../testing/mix'
import { effectOf } from './effects'
import { initialIntent } from './intent'
import { propose, recipeFrom } from './propose'
import { CLEAN_ID, COMPRESSOR_LIMIT_DB } from './styles'

const kernels = nodeKernels()
const source = mix({ sampleRate: 44_100, channelCount: 2, seconds: 8, drums: 0.6 })
const analysis = await analyse(source, kernels, detachedJob)

describe('the three approaches', () => {
  const intent = { ...initialIntent(analysis), styleId: 'balanced', intensityPercent: 50 }

  it('leave Balanced of a healthy mix what the style makes of it', () => {
    const { moves } = propose(analysis, { ...intent, approachId: 'balanced' })
    expect(moves.map(({ id }) => id)).toEqual(['style-tone', 'style-glue', 'level'])
    expect(recipeFrom(propose(analysis, { ...intent, approachId: 'balanced' }))).toEqual(
      recipeFrom(propose(analysis, intent)),
    )
  })

  it('compress nothing in Open, and within the bound in Dense', async () => {
    const open = recipeFrom(propose(analysis, { ...intent, approachId: 'open' }))
    expect(settingsOf(open, 'bus-compressor')?.on).toBe(false)
    for (const drums of [0.1, 0.6, 1]) {
      const audio = mix({ sampleRate: 44_100, channelCount: 2, seconds: 6, drums })
      const facts = await analyse(audio, kernels, detachedJob)
      const dense = recipeFrom(propose(facts, { ...intent, approachId: 'dense' }))
      const averageDb = await averageCompressionDb(audio, dense)
      expect(averageDb).toBeGreaterThan(1.2)
      expect(averageDb).toBeLessThanOrEqual(COMPRESSOR_LIMIT_DB)
      // A static curve over 400 ms knows no drum hits: near enough to switch by.
      expect(Math.abs(expectedCompressionDb(dense, facts) - averageDb)).toBeLessThan(1)
    }
  })

  it('widen in Open what has sides, not one channel in two', () => {
    const idsOf = (sidesDb: number | null): readonly string[] =>
      propose({ ...analysis, sidesDb }, { ...intent, approachId: 'open' }).moves.map(({ id }) => id)
    expect(analysis.sidesDb).toBeGreaterThan(-40)
    expect(idsOf(analysis.sidesDb)).toContain('width')
    for (const sidesDb of [null, Number.NEGATIVE_INFINITY, -74])
      expect(idsOf(sidesDb)).not.toContain('width')
  })

  it('are told as wide as they are heard: a constant is no middle', async () => {
    const channels = samplesOf(source).map((samples) => samples.map((value) => value + 0.1))
    const moved = await analyse(storeOf(44_100, channels), kernels, detachedJob)
    expect(moved.sidesDb).toBeCloseTo(analysis.sidesDb ?? 0, 3)
    const { moves } = propose(moved, { ...intent, approachId: 'open' })
    const { change, because } = moves.find(({ id }) => id === 'width') ?? {}
    if (change?.kind !== 'module' || !because) throw new Error('nothing is widened')
    const recipe = recipeFrom(propose(moved, { ...intent, approachId: 'open' }))
    const effect = effectOf({ change, because }, recipe, moved, { analysis, reductions: [] })
    expect(effect?.predicted).toBeCloseTo(20 * Math.log10(1.1), 6)
    // Without its constant it is no wider.
    expect(effect?.measured).toBeCloseTo(0, 3)
  })

  it('change nothing in Clean', () => {
    const clean = { ...intent, styleId: CLEAN_ID }
    for (const approachId of ['open', 'balanced', 'dense'])
      expect(recipeFrom(propose(analysis, { ...clean, approachId })).modules).toEqual(
        recipeFrom(propose(analysis, clean)).modules,
      )
  })
})
