import { beforeAll, describe, expect, it } from 'vitest'
import { KnownExcitations } from '../../analysis/damage/ears'
import type { Landing } from '../../chain/descriptor'
import { withModule } from '../../chain/edit-recipe'
import type { Recipe } from '../../chain/recipe'
import { Cancelled, detachedJob } from '../../core/job'
import type { PcmReader } from '../../core/pcm-store'
import { seededNoise } from '../../dsp/testing/seeded-noise'
import { gradeLanding } from '../landing/grade-landing'
import { type Upstream, upstreamOf } from '../render/upstream'
import { renderMaster } from '../render-master'
import { mix, storeOf } from '../testing/mix'
import { figuresOf, kernels, recipeFor, services } from '../testing/render'
import { LOUDEST_LUFS, QUIETEST_LUFS } from './grid'
import { type KnownGrade, type LoudnessPrice, priceOfLoudness } from './loudness-price'

const RATE = 44_100
/** Held, whatever is proposed for this mix: what is foretold depends on it where budgets change, above −9 LUFS. */
const BUS_THRESHOLD_DB = -22.68

const isLandedAlike = (a: Landing, b: Landing): boolean =>
  a.budgetDb === b.budgetDb && a.lowBandDb === b.lowBandDb

const priced = async (source: PcmReader, measured: boolean): Promise<LoudnessPrice> => {
  const recipe = await recipeFor(source, { targetLufs: -14 })
  const upstream = await upstreamOf(source, recipe, services)
  return priceOfLoudness(upstream, recipe, measured, null, services)
}

describe('the price of loudness on a seeded mix of 20 s', () => {
  const source = mix({ sampleRate: RATE, channelCount: 2, seconds: 20 })
  let recipe: Recipe
  let upstream: Upstream
  let price: LoudnessPrice
  /** What three masters are graded beside. */
  const known = new KnownExcitations()
  beforeAll(async () => {
    recipe = withModule(
      await recipeFor(source, { targetLufs: -14, styleId: 'balanced' }),
      'bus-compressor',
      { values: { thresholdDb: BUS_THRESHOLD_DB } },
    )
    upstream = await upstreamOf(source, recipe, services)
    price = await priceOfLoudness(upstream, recipe, true, null, services)
  })

  const pointAt = (targetLufs: number) => {
    const point = price.points.find((each) => each.targetLufs === targetLufs)
    if (!point) throw new Error('no such target')
    return point
  }

  it('covers −20 to −6 LUFS, and never gets cheaper on the way', () => {
    expect(price.points[0]?.targetLufs).toBe(QUIETEST_LUFS)
    expect(price.points.at(-1)?.targetLufs).toBe(LOUDEST_LUFS)
    for (const [index, point] of price.points.entries()) {
      const before = price.points[index - 1]
      if (!before) continue
      // What is cancelled more, or in the low band, needs another drive.
      if (isLandedAlike(point.landing, before.landing))
        expect(point.landing.driveDb).toBeGreaterThan(before.landing.driveDb)
      expect(point.grade ?? 1).toBeLessThanOrEqual((before.grade ?? 0) + 1e-9)
      expect(point.peakToLoudnessLu).toBeLessThanOrEqual(before.peakToLoudnessLu + 0.01)
    }
  })

  it('costs nothing where level alone gets there', () => {
    const { freeLufs } = price
    expect(freeLufs).not.toBeNull()
    for (const { targetLufs, grade, maximumReductionDb } of price.points)
      if (targetLufs <= (freeLufs ?? 0)) expect([grade, maximumReductionDb]).toEqual([0, 0])
  })

  // What is foretold of all of it, as of every track of up to 20 s, against a real master. Foretold and measured: grade −0.08 and
  // −0.17, −0.59 and −0.60, −1.61 and −1.43; average reduction 0.10 and 0.02, 0.04 and 0.04, 0.60 and 0.52 dB.
  for (const [targetLufs, gradeBy, averageDbBy, driveDbBy] of [
    [-14, 0.15, 0.1, 0.3],
    [-10, 0.4, 0.6, 0.6],
    [-8, 1, 1.6, 1.5],
  ] as const)
    it(`foretells the master at ${targetLufs} LUFS`, async () => {
      const made = await renderMaster(source, { ...recipe, targetLufs }, services)
      const figures = figuresOf(made)
      const { integratedLufs } = made.analysis.loudness
      const graded = await gradeLanding(
        upstream,
        made.master,
        integratedLufs,
        kernels,
        detachedJob,
        { known },
      )
      const point = pointAt(targetLufs)
      const crestLu = figures.truePeakDbtp - figures.integratedLufs
      const betterBy = (graded?.grade ?? 0) - (point.grade ?? 9)
      expect(betterBy).toBeGreaterThan(-gradeBy)
      expect(Math.abs(point.averageReductionDb - figures.averageReductionDb)).toBeLessThan(
        averageDbBy,
      )
      // Foretold is the price of driving and turning down all; the low band is turned down alone only where that hurts less.
      if (!made.recipe.landing.lowBandDb) {
        expect(betterBy).toBeLessThan(gradeBy)
        expect(Math.abs(point.landing.driveDb - figures.driveDb)).toBeLessThan(driveDbBy)
      }
      expect(Math.abs(point.peakToLoudnessLu - crestLu)).toBeLessThan(0.2)
      expect(point.deepestCancelledDb).toBeGreaterThan(1)
    })

  it('knows the loudest target that is not heard, between its neighbours’ grades', () => {
    const loudest = price.inaudibleLufs ?? 0
    const graded = (lufs: number) => pointAt(lufs).grade ?? 0
    expect(graded(Math.floor(loudest))).toBeGreaterThanOrEqual(-0.5)
    expect(graded(Math.ceil(loudest + 0.1))).toBeLessThan(-0.5)
  })
})

describe('the price of loudness', () => {
  it('is told by the models at once, without a grade', async () => {
    const price = await priced(mix({ sampleRate: RATE, channelCount: 1, seconds: 1 }), false)
    expect(price.points).toHaveLength(15)
    expect(price.points.every(({ grade }) => grade === null)).toBe(true)
    expect(price.measuredAtLufs).toEqual([])
  })

  it('is measured on a mono clip of a second', async () => {
    const price = await priced(mix({ sampleRate: RATE, channelCount: 1, seconds: 1 }), true)
    expect(price.points.at(-1)?.grade).toBeLessThanOrEqual(0)
  })

  it('believes a master whose grade is known more than its own stretches', async () => {
    const source = mix({ sampleRate: RATE, channelCount: 2, seconds: 3 })
    const recipe = await recipeFor(source, { targetLufs: -14 })
    const upstream = await upstreamOf(source, recipe, services)
    const priceIt = (knownGrade: KnownGrade | null) =>
      priceOfLoudness(upstream, recipe, true, knownGrade, services)
    const known = { lufs: -10, grade: -3 }
    const gradeAt = ({ points }: LoudnessPrice) =>
      points.find(({ targetLufs }) => targetLufs === known.lufs)?.grade ?? 0
    expect(Math.abs(gradeAt(await priceIt(known)) - known.grade)).toBeLessThan(
      Math.abs(gradeAt(await priceIt(null)) - known.grade) / 2,
    )
  })

  it('is nothing where nothing is heard, or too little', async () => {
    for (const frames of [RATE, 0.3 * RATE]) {
      const next = seededNoise(3)
      const level = frames === RATE ? 0 : 0.1
      const samples = Float32Array.from({ length: frames }, () => level * next())
      const price = await priced(storeOf(RATE, [samples]), true)
      expect(price).toEqual({ points: [], freeLufs: null, inaudibleLufs: null, measuredAtLufs: [] })
    }
  })

  it('ends where level alone ends when there is no limiter', async () => {
    const source = mix({ sampleRate: RATE, channelCount: 2, seconds: 3 })
    const plain = await recipeFor(source, { targetLufs: -14 })
    const recipe = withModule(plain, 'limiter', { on: false })
    const upstream = await upstreamOf(source, recipe, services)
    const price = await priceOfLoudness(upstream, recipe, true, null, services)
    const loudest = price.points.at(-1)
    expect(loudest?.stoppedBy).toBe('limiter-off')
    expect(loudest?.integratedLufs).toBeCloseTo(price.freeLufs ?? 0, 1)
    expect(loudest?.grade).toBeGreaterThan(-0.1)
  })

  it('stops when it is cancelled', async () => {
    const source = mix({ sampleRate: RATE, channelCount: 1, seconds: 4 })
    const recipe = await recipeFor(source, { targetLufs: -14 })
    const upstream = await upstreamOf(source, recipe, services)
    let looks = 0
    const job = {
      report: () => {},
      checkpoint: () => {
        if (++looks > 5) throw new Cancelled()
        return undefined
      },
    }
    const priceIt = priceOfLoudness(upstream, recipe, true, null, { ...services, job })
    await expect(priceIt).rejects.toThrow(Cancelled)
  })
})
