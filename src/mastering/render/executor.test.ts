import { describe, expect, it } from 'vitest'
import { analyse } from '../../analysis/analyse'
import { Chain } from '../../chain/chain'
import { withModule } from '../../chain/edit-recipe'
import type { Recipe } from '../../chain/recipe'
import { Cancelled, UNATTENDED } from '../../core/job'
import { MemoryPcmStore, type PcmReader } from '../../core/pcm-store'
import { nodeKernels } from '../../dsp/testing/node-kernels'
import type { RenderedMaster } from '../finish-master'
import { propose } from '../proposal/propose'
import { renderMaster } from '../render-master'
import { mix, samplesOf } from '../testing/mix'
import { soloCrew } from './executor'
import { checkTasks } from './measure-track'
import { CONTROL, newControl, Stopped } from './render-plan'
import { workShift } from './run-plan'
import { bestCut, cutChain } from './split-chain'
import { inProcessCrew } from './testing/in-process-executor'

const kernels = nodeKernels()
const newStore = (rate: number, channels: number) => new MemoryPcmStore(rate, channels, false)

const recipeFor = async (source: PcmReader, styleId: string): Promise<Recipe> =>
  propose(await analyse(source, kernels, UNATTENDED), {
    destinationId: 'custom',
    ceilingDbtp: -1,
    targetLufs: -12,
    styleId,
    intensityPercent: 100,
  })

const plain = ({ master, ...facts }: RenderedMaster) => ({
  ...facts,
  samples: samplesOf(master).map((channel) => Buffer.from(channel.buffer).toString('base64')),
})

describe('a crew', () => {
  const source = mix({ sampleRate: 22_050, channelCount: 2, seconds: 13, drums: 0.6 })

  for (const styleId of ['clean', 'balanced', 'loud'])
    it(`makes the same master of style ${styleId} with one, two and three hands: bytes, figures, verdict`, async () => {
      const recipe = await recipeFor(source, styleId)
      const services = { kernels, job: UNATTENDED, newStore }
      const alone = await renderMaster(source, recipe, services)
      for (const hands of [2, 3]) {
        const crew = inProcessCrew(hands)
        const together = await renderMaster(source, recipe, { ...services, crew })
        expect(plain(together)).toEqual(plain(alone))
        if (styleId !== 'clean') expect(crew.shifts[0]?.stages).toHaveLength(2)
      }
    })

  it('plays what one sequential chain plays, to the bit, with every module at work and a late equaliser', async () => {
    const proposed = await recipeFor(source, 'warm')
    const recipe = ['transient-shaper', 'dynamic-eq', 'stereo', 'clipper'].reduce(
      (changed, id) => withModule(changed, id, { on: true }),
      withModule(proposed, 'equaliser', { values: { phase: 'linear' } }),
    )
    const crew = inProcessCrew(2)
    const services = { kernels, job: UNATTENDED, newStore, crew }
    const rendered = await renderMaster(source, recipe, services)
    expect(crew.shifts[0]?.stages).toHaveLength(2)
    const chain = new Chain({
      kernels,
      sampleRate: source.sampleRate,
      channelCount: 2,
      modules: rendered.recipe.modules,
      landing: rendered.recipe.landing,
    })
    expect(chain.latencyFrames).toBeGreaterThan(4096)
    const padded = samplesOf(source).map((channel) => {
      const long = new Float32Array(channel.length + chain.latencyFrames)
      long.set(channel)
      return long
    })
    chain.process(padded, padded, padded[0]?.length ?? 0)
    const { latencyFrames } = chain
    chain.dispose()
    for (const [index, channel] of samplesOf(rendered.master).entries())
      expect(channel).toEqual(padded[index]?.slice(latencyFrames))
  })

  it('stops every hand at its next block when the shift is called off', async () => {
    const crew = soloCrew(kernels)
    let blocks = 0
    const job = {
      report: () => {},
      breathe: () => {
        if (++blocks > 20) throw new Cancelled()
        return undefined
      },
    }
    const recipe = await recipeFor(source, 'balanced')
    await expect(renderMaster(source, recipe, { kernels, job, newStore, crew })).rejects.toThrow(
      Cancelled,
    )
    expect(blocks).toBe(21)
    const control = newControl(true)
    Atomics.store(control, CONTROL.stopped, 1)
    const tasks = checkTasks(source.lengthFrames, source.sampleRate, true)
    const shift = {
      lengthFrames: source.lengthFrames,
      stages: [],
      latencyFrames: 0,
      tasks,
    }
    const audio = { source, target: null }
    await expect(workShift(shift, 1, audio, control, kernels, UNATTENDED)).rejects.toThrow(Stopped)
  })
})

describe('a cut', () => {
  it('gives the hand that is done first the measuring', () => {
    expect(bestCut([50, 60, 70], 0)).toBe(2)
    expect(bestCut([50, 60, 70], 60)).toBe(1)
    expect(bestCut([100, 100], 0)).toBe(1)
    expect(bestCut([], 50)).toBe(0)
  })

  it('keeps all modules, in order, and knows their delay', async () => {
    const source = mix({ sampleRate: 22_050, channelCount: 2, seconds: 2 })
    const { modules, landing } = await recipeFor(source, 'balanced')
    const ahead = modules.filter(({ id }) => id !== 'limiter')
    const cut = cutChain(ahead, landing, source, kernels, inProcessCrew(1).now)
    expect(cut.stages.flatMap((spec) => spec.modules)).toEqual(ahead)
    expect(cut.stages).toHaveLength(2)
  })
})
