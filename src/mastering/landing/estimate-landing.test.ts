import { describe, expect, test } from 'vitest'
import type { Analysis } from '../../analysis/analysis'
import { analyse } from '../../analysis/testing/analyse'
import { withLanding, withModule } from '../../chain/edit-recipe'
import type { Recipe } from '../../chain/recipe'
import { detachedJob } from '../../core/job'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { propose, recipeFrom } from '../proposal/propose'
import { mix } from '../testing/mix'
import { estimateLanding, type LastLanding } from './estimate-landing'

const kernels = nodeKernels()
const source = mix({ sampleRate: 48_000, channelCount: 2, seconds: 4 })

const setUp = async (targetLufs: number) => {
  const analysis = await analyse(source, kernels, detachedJob)
  const intent = {
    destinationId: 'custom',
    ceilingDbtp: -1,
    styleId: 'clean',
    intensityPercent: 50,
  }
  return { analysis, recipe: recipeFrom(propose(analysis, { ...intent, targetLufs })) }
}

const loudnessOf = ({ loudness }: Analysis): number => loudness.integratedLufs ?? Number.NaN

const landedAt = (recipe: Recipe, driveDb: number, missLu: number): LastLanding => {
  const figures = {
    targetLufs: recipe.targetLufs,
    integratedLufs: recipe.targetLufs - missLu,
    ceilingDbtp: -1,
    truePeakDbtp: -1,
    driveDb,
    limitedShare: 0.1,
    maximumReductionDb: 6,
    averageReductionDb: 1,
    lowMaximumReductionDb: 0,
    lowAverageReductionDb: 0,
    cancelledPeaks: 0,
    deepestCancelledDb: 0,
    crestLostLu: 1,
    rangeLostLu: 0,
  }
  return {
    recipe: withLanding(recipe, { driveDb }),
    verdict:
      missLu === 0
        ? { status: 'hit', ...figures }
        : { status: 'missed', reason: 'saturated', missLu, ...figures },
  }
}

describe('the landing to listen with until the real one is solved', () => {
  test('is the difference in level', async () => {
    const { analysis, recipe } = await setUp(-18)
    const { driveDb } = estimateLanding(recipe, analysis, null)
    expect(driveDb).toBeCloseTo(-18 - loudnessOf(analysis), 9)
  })

  test('reaches for any target with a limiter, and never drives the original’s peak over the ceiling without one', async () => {
    const { analysis, recipe } = await setUp(-5)
    const { driveDb, ceilingDbtp, marginDb } = estimateLanding(recipe, analysis, null)
    expect(driveDb).toBeCloseTo(-5 - loudnessOf(analysis), 9)
    const bare = withModule(recipe, 'limiter', { on: false })
    const level = estimateLanding(bare, analysis, null)
    expect(analysis.truePeakDbtp + level.driveDb).toBeCloseTo(ceilingDbtp - marginDb, 9)
  })

  test('goes on from the last landing by what the target moved', async () => {
    const { analysis, recipe } = await setUp(-20)
    const last = landedAt(recipe, 1.25, 0)
    expect(estimateLanding({ ...recipe, targetLufs: -21.5 }, analysis, last).driveDb).toBeCloseTo(
      -0.25,
      9,
    )
    expect(estimateLanding(recipe, analysis, last).driveDb).toBe(1.25)
  })

  test('after a miss a higher target changes nothing, a higher ceiling gives its room, a lower target is reached', async () => {
    const { analysis, recipe } = await setUp(-9)
    const last = landedAt(recipe, 8, 2)
    expect(estimateLanding({ ...recipe, targetLufs: -8 }, analysis, last).driveDb).toBe(8)
    const roomier = withLanding(recipe, { ceilingDbtp: -0.5 })
    expect(estimateLanding(roomier, analysis, last).driveDb).toBeCloseTo(8.5, 9)
    expect(estimateLanding({ ...recipe, targetLufs: -12 }, analysis, last).driveDb).toBeCloseTo(
      7,
      9,
    )
  })
})
