import { describe, expect, it } from 'vitest'
import { analyse } from '../../analysis/testing/analyse'
import { detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { renderMaster } from '../render-master'
import { mix } from '../testing/mix'
import type { Effect } from './effect'
import { effectOf } from './effects'
import { initialIntent } from './intent'
import { propose, recipeFrom } from './propose'

const kernels = nodeKernels()
const services = {
  kernels,
  job: detachedJob,
  newStore: (rate: number, channels: number) => new MemoryPcmStore(rate, channels, false),
}

describe('what a move should change', () => {
  it('is near what it did change, when that is measured on the master', async () => {
    const source = mix({ sampleRate: 44_100, channelCount: 2, seconds: 8, drums: 0.6 })
    const analysis = await analyse(source, kernels, detachedJob)
    const intent = { ...initialIntent(analysis), styleId: 'warm', intensityPercent: 100 }
    const proposal = propose(analysis, { ...intent, targetLufs: -20 })
    const recipe = recipeFrom(proposal)
    const { analysis: after, reductions } = await renderMaster(source, recipe, services)
    const rendered = { analysis: after, reductions }
    const effect = (id: string, original = analysis): Effect | null => {
      const { change, because } = proposal.moves.find((move) => move.id === id) ?? {}
      return change?.kind === 'module' && because
        ? effectOf({ change, because }, recipe, original, rendered)
        : null
    }
    const tone = effect('style-tone')
    expect(tone).toMatchObject({ of: 'level', atHz: 140 })
    expect(Math.abs(tone?.predicted ?? 0)).toBeGreaterThan(0.5)
    expect(Math.abs((tone?.measured ?? 9) - (tone?.predicted ?? 0))).toBeLessThan(0.5)
    const short = { ...analysis, durationSeconds: 2.9 }
    expect(effect('style-tone', short), 'no tone is measured of a clip').toEqual({
      ...tone,
      measured: null,
    })
    const glue = effect('style-glue')
    // On attacks it takes off more than on average, but not much: that is what a bus compressor is for.
    const more = (glue?.measured ?? 9) - (glue?.predicted ?? 0)
    expect(more).toBeGreaterThan(0)
    expect(more).toBeLessThan(2)
  })
})
