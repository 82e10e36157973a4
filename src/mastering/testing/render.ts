import { expect } from 'vitest'
import type { Analysis } from '../../analysis/analysis'
import { analyse, measureTruePeak } from '../../analysis/testing/analyse'
import type { Recipe } from '../../chain/recipe'
import { detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import type { PcmReader } from '../../core/pcm-store'
import { nodeKernels } from '../../hosts/node/node-kernels'
import type { RenderedMaster } from '../finish-master'
import { propose, recipeFrom } from '../proposal/propose'
import { renderMaster } from '../render-master'
import { samplesOf } from './mix'
export const kernels = nodeKernels()
export const newStore = (rate: number, channels: number) =>
  new MemoryPcmStore(rate, channels, false)
export const services = { kernels, job: detachedJob, newStore }

interface Wish {
  readonly targetLufs: number
  readonly ceilingDbtp?: number
  readonly styleId?: string
  readonly intensityPercent?: number
}

const analyses = new WeakMap<PcmReader, Promise<Analysis>>()

/** Analysis of a source that stays as it is; made once. */
export const analysisOf = (source: PcmReader): Promise<Analysis> => {
  const analysis = analyses.get(source) ?? analyse(source, kernels, detachedJob)
  analyses.set(source, analysis)
  return analysis
}

export const recipeFor = async (source: PcmReader, wish: Wish): Promise<Recipe> =>
  recipeFrom(
    propose(await analysisOf(source), {
      destinationId: 'custom',
      ceilingDbtp: -1,
      styleId: 'clean',
      intensityPercent: 100,
      ...wish,
    }),
  )

export const render = async (source: PcmReader, wish: Wish): Promise<RenderedMaster> =>
  renderMaster(source, await recipeFor(source, wish), services)

/** What every master must keep, whatever it was made from. */
export const expectSound = async (source: PcmReader, { master, recipe }: RenderedMaster) => {
  expect(master.lengthFrames).toBe(source.lengthFrames)
  expect(master.channelCount).toBe(source.channelCount)
  expect(master.sampleRate).toBe(source.sampleRate)
  const truePeakDbtp = await measureTruePeak(master, kernels, detachedJob)
  expect(truePeakDbtp).toBeLessThanOrEqual(recipe.landing.ceilingDbtp)
  for (const channel of samplesOf(master)) expect(channel.every(Number.isFinite)).toBe(true)
}

export const expectSameBytes = (actual: PcmReader, expected: PcmReader): void => {
  const theirs = samplesOf(expected)
  for (const [channel, samples] of samplesOf(actual).entries()) {
    const other = theirs[channel]
    if (!other) throw new Error('channels differ')
    expect(Buffer.from(samples.buffer).equals(Buffer.from(other.buffer))).toBe(true)
  }
}

export const figuresOf = ({ verdict }: RenderedMaster) => {
  if (verdict.status === 'unmeasurable') throw new Error('unmeasurable')
  return verdict
}
