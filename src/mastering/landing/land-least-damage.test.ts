import { beforeAll, describe, expect, it } from 'vitest'
import { measureTruePeak } from '../../analysis/testing/analyse'
import { withModule } from '../../chain/edit-recipe'
import { throughOnTime } from '../../chain/testing/run-module'
import { chainOfRecipe } from '../../chain/testing/run-recipe'
import { detachedJob } from '../../core/job'
import type { RenderedMaster } from '../finish-master'
import { inProcessExecutor } from '../render/testing/in-process-executor'
import { renderMaster } from '../render-master'
import { kickUnderPad, padMovementDb, RATE, toneAt } from '../testing/kick-under-pad'
import { samplesOf } from '../testing/mix'
import { figuresOf, kernels, newStore, recipeFor, services } from '../testing/render'

/** In one channel: both together read 3 LU more. */
const TARGET_LUFS = -12

const firstOf = (store: Parameters<typeof samplesOf>[0]): Float32Array =>
  samplesOf(store)[0] as Float32Array

describe('a bare kick under a pad, at −9 LUFS in two channels', () => {
  const source = kickUnderPad(0.6)
  let made: RenderedMaster
  beforeAll(async () => {
    const recipe = await recipeFor(source, { targetLufs: TARGET_LUFS })
    made = await renderMaster(source, recipe, services)
  })

  it('does not pump: the pad moves by less than 1 dB, which turning all down or cancelling moves by more than 4', async () => {
    expect(made.verdict.status).toBe('hit')
    expect(made.recipe.landing.lowBandDb).toBeGreaterThan(0)
    expect(padMovementDb(firstOf(source), firstOf(made.master))).toBeLessThan(1)
    expect(await measureTruePeak(made.master, kernels, detachedJob)).toBeLessThanOrEqual(-1)

    const all = withModule(made.recipe, 'limiter', { values: { character: 'transparent' } })
    const { master, recipe } = await renderMaster(source, all, services)
    expect(recipe.landing.lowBandDb).toBe(0)
    expect(padMovementDb(firstOf(source), firstOf(master))).toBeGreaterThan(4)
  })

  it('says what the low band was turned down by: in the verdict, and on the limiter’s second meter', () => {
    const figures = figuresOf(made)
    const { bandsDb } = made.reductions.find(({ moduleId }) => moduleId === 'limiter') ?? {}
    expect(bandsDb).toHaveLength(2)
    expect(Math.max(...(bandsDb?.[0] ?? []))).toBeCloseTo(figures.maximumReductionDb, 5)
    expect(Math.max(...(bandsDb?.[1] ?? []))).toBeCloseTo(figures.lowMaximumReductionDb, 5)
    // What went of the kick's own tone, in the tenth of a second after its start in which it is strongest.
    const [before, after] = [firstOf(source), firstOf(made.master)].map((x) =>
      toneAt(x, 50, RATE + RATE / 25),
    ) as [number, number]
    const lostDb = 20 * Math.log10(before / after) + made.recipe.landing.driveDb
    const toldDb = bandsDb?.[1]?.[10] ?? 0
    // Its tops are turned down and let go within its own period: what it lost of its level is far less.
    expect(lostDb).toBeGreaterThan(0.5)
    expect(lostDb).toBeLessThan(1.5)
    expect(toldDb).toBeGreaterThan(3)
    expect(figures.lowAverageReductionDb).toBeGreaterThan(1)
    expect(figures.lowAverageReductionDb).toBeLessThan(figures.lowMaximumReductionDb)
  })

  it('is the same bytes with two workers, and as one chain plays it', async () => {
    const executor = inProcessExecutor(2)
    const again = await renderMaster(source, made.recipe, {
      kernels,
      job: detachedJob,
      newStore,
      executor,
    })
    expect(again.recipe).toEqual(made.recipe)
    expect(firstOf(again.master)).toEqual(firstOf(made.master))
    expect(again.reductions).toEqual(made.reductions)
    const bench = { kernels, sampleRate: RATE, channelCount: 1 } as const
    const chain = chainOfRecipe(made.recipe, bench)
    const [live] = throughOnTime(chain, [firstOf(source)])
    chain.dispose()
    expect(live).toEqual(firstOf(made.master))
  })
})
