import { beforeAll, describe, expect, it } from 'vitest'
import { analyse } from '../../analysis/testing/analyse'
import type { Recipe } from '../../chain/recipe'
import { detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { nodeKernels } from '../../hosts/node/node-kernels'
import type { RenderedMaster } from '../finish-master'
import { propose, recipeFrom } from '../proposal/propose'
import { upstreamOf } from '../render/upstream'
import { renderMaster } from '../render-master'
import { mix } from '../testing/mix'
import { gradeLanding } from './grade-landing'

const kernels = nodeKernels()
const newStore = (rate: number, channels: number) => new MemoryPcmStore(rate, channels, false)
const services = { kernels, job: detachedJob, newStore }
const source = mix({ sampleRate: 44_100, channelCount: 2, seconds: 6, drums: 0.3 })
const TARGET_LUFS = -9

let analysis: Awaited<ReturnType<typeof analyse>>
beforeAll(async () => {
  analysis = await analyse(source, kernels, detachedJob)
})

const render = (targetLufs: number, leastGrade: number | null): Promise<RenderedMaster> => {
  const wish = { destinationId: 'custom', ceilingDbtp: -1, styleId: 'clean', intensityPercent: 0 }
  const recipe: Recipe = recipeFrom(propose(analysis, { ...wish, targetLufs, leastGrade }))
  return renderMaster(source, recipe, services)
}

const gradeOf = async ({ master, recipe, analysis: { loudness } }: RenderedMaster) => {
  const upstream = await upstreamOf(source, recipe, services)
  const { integratedLufs } = loudness
  const graded = await gradeLanding(upstream, master, integratedLufs, kernels, detachedJob)
  return graded?.grade ?? 0
}

describe('a master that may not hurt more than it is allowed to', () => {
  it('is the loudest one with the grade, keeps the target asked for, and says why it stopped', async () => {
    const reached = await render(TARGET_LUFS, null)
    const worst = await gradeOf(reached)
    const least = Math.round(worst * 5) / 10
    expect(worst).toBeLessThan(least)
    const stopped = await render(TARGET_LUFS, least)
    expect(await gradeOf(stopped)).toBeGreaterThanOrEqual(least - 0.005)
    expect(stopped.recipe.targetLufs).toBe(TARGET_LUFS)
    expect(stopped.verdict).toMatchObject({ status: 'missed', reason: 'damage' })
    const lufs = stopped.analysis.loudness.integratedLufs ?? 0
    const louder = await render(Math.min(TARGET_LUFS, lufs + 0.8), null)
    expect(await gradeOf(louder)).toBeLessThan(least + 0.03)
  })

  it('reaches the target where that is allowed', async () => {
    const { verdict } = await render(-20, -0.5)
    expect(verdict.status).toBe('hit')
  })
})
