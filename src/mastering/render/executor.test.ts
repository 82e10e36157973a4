import { describe, expect, it } from 'vitest'
import { analyse } from '../../analysis/testing/analyse'
import { Chain } from '../../chain/chain'
import { withModule } from '../../chain/edit-recipe'
import type { Recipe } from '../../chain/recipe'
import { Cancelled, detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import type { PcmReader } from '../../core/pcm-store'
import { nodeKernels } from '../../hosts/node/node-kernels'
import type { RenderedMaster } from '../finish-master'
import { propose, recipeFrom } from '../proposal/propose'
import { renderMaster } from '../render-master'
import { mix, samplesOf } from '../testing/mix'
import { inlineExecutor } from './executor'
import { measureTasks } from './measure-track'
import { COUNTERS, PlanStopped, planMemory } from './render-plan'
import { runPlan } from './run-plan'
import { bestSplit, splitChain } from './split-chain'
import { inProcessExecutor } from './testing/in-process-executor'

const kernels = nodeKernels()
const newStore = (rate: number, channels: number) => new MemoryPcmStore(rate, channels, false)

const recipeFor = async (source: PcmReader, styleId: string): Promise<Recipe> =>
  recipeFrom(
    propose(await analyse(source, kernels, detachedJob), {
      destinationId: 'custom',
      ceilingDbtp: -1,
      targetLufs: -12,
      styleId,
      intensityPercent: 100,
    }),
  )

const plain = ({ master, ...facts }: RenderedMaster) => ({
  ...facts,
  samples: samplesOf(master).map((channel) => Buffer.from(channel.buffer).toString('base64')),
})

describe('a executor', () => {
  const source = mix({ sampleRate: 22_050, channelCount: 2, seconds: 13, drums: 0.6 })

  for (const styleId of ['clean', 'balanced', 'loud'])
    it(`makes the same master of style ${styleId} with one, two and three workers: bytes, figures, verdict`, async () => {
      const recipe = await recipeFor(source, styleId)
      const services = { kernels, job: detachedJob, newStore }
      const alone = await renderMaster(source, recipe, services)
      for (const workers of [2, 3]) {
        const executor = inProcessExecutor(workers)
        const together = await renderMaster(source, recipe, { ...services, executor })
        expect(plain(together)).toEqual(plain(alone))
        if (styleId !== 'clean') expect(executor.plans[0]?.parts).toHaveLength(2)
        expect(executor.plans.some(({ tasks }) => tasks[0]?.kind === 'depths')).toBe(true)
        const halves = executor.plans
          .findLast(({ parts }) => parts.length > 0)
          ?.parts.map(({ half }) => half)
        expect(halves).toEqual(['turn-down', 'cancel'])
      }
    })

  it('plays what one sequential chain plays, to the bit, with every module at work and a late equaliser', async () => {
    const clicks = [50_000, 130_000, 200_123]
    const clicking = newStore(source.sampleRate, 2)
    clicking.append(
      samplesOf(source).map((channel) => channel.map((x, n) => (clicks.includes(n) ? x + 0.5 : x))),
      source.lengthFrames,
    )
    const proposed = await recipeFor(source, 'warm')
    const mended = withModule(proposed, 'declick', {
      on: true,
      values: { places: clicks.map((frame) => `${frame - 1}+3LR`).join(' ') },
    })
    const faded = withModule(mended, 'fades', {
      on: true,
      values: { fadeInMs: 5, fadeOutMs: 40 },
    })
    const recipe = ['transient-shaper', 'dynamic-eq', 'stereo', 'clipper'].reduce(
      (changed, id) => withModule(changed, id, { on: true }),
      withModule(faded, 'equaliser', { values: { phase: 'linear' } }),
    )
    const executor = inProcessExecutor(2)
    const services = { kernels, job: detachedJob, newStore, executor }
    const rendered = await renderMaster(clicking, recipe, services)
    expect(executor.plans[0]?.parts).toHaveLength(2)
    const chain = new Chain({
      kernels,
      sampleRate: source.sampleRate,
      channelCount: 2,
      lengthFrames: source.lengthFrames,
      modules: rendered.recipe.modules,
      landing: rendered.recipe.landing,
    })
    expect(chain.latencyFrames).toBeGreaterThan(4096)
    const padded = samplesOf(clicking).map((channel) => {
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

  it('takes nothing back that the last part has finished, however late the first one ends', async () => {
    const executor = inProcessExecutor(2)
    const recipe = await recipeFor(source, 'balanced')
    await renderMaster(source, recipe, { kernels, job: detachedJob, newStore, executor })
    const [plan] = executor.plans
    if (plan?.parts.length !== 2) throw new Error('not split')
    const { sampleRate, lengthFrames } = source
    const target = newStore(sampleRate, 2)
    target.resize(lengthFrames)
    const memory = planMemory(plan, 2, true)
    Atomics.store(memory.counters, COUNTERS.taken, 2 * lengthFrames)
    Atomics.store(memory.counters, COUNTERS.finished, lengthFrames)
    await runPlan({ ...plan, tasks: [] }, 1, { source, target }, memory, kernels, detachedJob)
    expect(Atomics.load(memory.counters, COUNTERS.finished)).toBe(lengthFrames)
  })

  it('stops every worker at its next block when the plan is called off', async () => {
    const executor = inlineExecutor(kernels)
    let blocks = 0
    const job = {
      report: () => {},
      checkpoint: () => {
        if (++blocks > 20) throw new Cancelled()
        return undefined
      },
    }
    const recipe = await recipeFor(source, 'balanced')
    await expect(
      renderMaster(source, recipe, { kernels, job, newStore, executor }),
    ).rejects.toThrow(Cancelled)
    expect(blocks).toBe(21)
    const tasks = measureTasks(source.lengthFrames, source.sampleRate, true)
    const plan = {
      lengthFrames: source.lengthFrames,
      parts: [],
      latencyFrames: 0,
      tasks,
    }
    const audio = { source, target: null }
    const memory = planMemory(plan, 2, true)
    Atomics.store(memory.counters, COUNTERS.stopped, 1)
    await expect(runPlan(plan, 1, audio, memory, kernels, detachedJob)).rejects.toThrow(PlanStopped)
  })
})

describe('a split', () => {
  it('is the most even one: whoever waits for the other measures meanwhile', () => {
    expect(bestSplit([50, 60, 70], 0)).toBe(2)
    expect(bestSplit([50, 60, 70], 60)).toBe(2)
    expect(bestSplit([10, 100, 10, 10], 300)).toBe(2)
    expect(bestSplit([100, 100], 0)).toBe(1)
    expect(bestSplit([], 50)).toBe(0)
  })

  it('keeps all modules, in order, and knows their delay', async () => {
    const source = mix({ sampleRate: 22_050, channelCount: 2, seconds: 2 })
    const { modules, landing } = await recipeFor(source, 'balanced')
    const ahead = modules.filter(({ id }) => id !== 'limiter')
    const split = splitChain(ahead, landing, source, kernels, inProcessExecutor(1).now)
    expect(split.parts.flatMap((spec) => spec.modules)).toEqual(ahead)
    expect(split.parts).toHaveLength(2)
  })
})
