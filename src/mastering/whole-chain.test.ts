import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { withLanding, withModule, withModuleAt } from '../chain/edit-recipe'
import { parseRecipe, recipeToJson } from '../chain/parse-recipe'
import { freshRecipe, type Recipe } from '../chain/recipe'
import { REGISTRY } from '../chain/registry'
import { through } from '../chain/testing/run-module'
import { chainOfRecipe } from '../chain/testing/run-recipe'
import { impulse, noise } from '../chain/testing/signals'
import { detachedJob } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { nodeKernels } from '../hosts/node/node-kernels'
import { type Executor, inlineExecutor } from './render/executor'
import type { PartSpec } from './render/render-plan'
import { inProcessExecutor } from './render/testing/in-process-executor'
import { samplesOf, storeOf } from './testing/mix'

/** What a recipe keeps as a whole, whatever its modules do. */

const kernels = nodeKernels()
const RATES = [44_100, 48_000, 96_000, 192_000]
const FREE = REGISTRY.filter(({ placement }) => placement === 'free').map(({ id }) => id)

const only = (recipe: Recipe, on: boolean): Recipe =>
  REGISTRY.reduce((changed, { id }) => withModule(changed, id, { on }), recipe)

const FRESH = freshRecipe({ destinationId: 'custom', styleId: 'clean' })
const ALL_OFF = only(FRESH, false)

/** Every module on, and none of them neutral. */
const ALL_ON = Object.entries({
  declick: { places: '1500+3LR 2000+20R' },
  input: { highPassSlope: '24', balancePercent: 5 },
  equaliser: { gain2Db: 2, gain5Db: -3, gain7Db: 1.5, phase: 'linear' },
  'dynamic-eq': { shape1: 'bell', shape3: 'high-shelf' },
  'bus-compressor': { thresholdDb: -30 },
  'transient-shaper': { attackPercent: 40, sustainPercent: -20 },
  saturation: { driveDb: 6, oversampling: '8x' },
  stereo: { widthLowPercent: 70, widthHighPercent: 120, monoBass: 'on' },
  'tone-curve': { gain10Db: 3, gain25Db: -4 },
  clipper: { ceilingDb: -3 },
  fades: { fadeInMs: 30, fadeOutMs: 50 },
}).reduce(
  (recipe, [id, values]) => withModule(recipe, id, { values }),
  withLanding(only(FRESH, true), { driveDb: 6 }),
)

/**
 * Every module on, as gentle as leaves an impulse's peak where it is: what turns phase (crossovers, the
 * all-passes beside them) does so far below the rest.
 */
const ALL_GENTLE = Object.entries({
  declick: { places: '1500+3LR 2000+20R' },
  input: { highPassSlope: '12', highPassHz: 10 },
  equaliser: { gain2Db: 0.5, phase: 'linear' },
  'dynamic-eq': { shape3: 'bell' },
  multiband: { bandCount: '2', crossover1Hz: 30 },
  'transient-shaper': { attackPercent: 5 },
  stereo: { sideGainDb: 0.5 },
  'tone-curve': { gain18Db: 0.5 },
  fades: { fadeInMs: 5, fadeOutMs: 5 },
}).reduce((recipe, [id, values]) => withModule(recipe, id, { values }), only(FRESH, true))

const whole = ({ modules, landing }: Recipe): PartSpec => ({ modules, landing, part: 'whole' })

/** The rendered file: latency trimmed, tail flushed. */
const render = async (
  recipe: Recipe,
  input: readonly Float32Array[],
  sampleRate: number,
  executor: Executor = inlineExecutor(kernels),
  parts: readonly PartSpec[] = [whole(recipe)],
): Promise<readonly Float32Array[]> => {
  const target = new MemoryPcmStore(sampleRate, input.length, false)
  const chain = chainOfRecipe(recipe, { kernels, sampleRate, channelCount: 2 })
  const { latencyFrames } = chain
  chain.dispose()
  const lengthFrames = input[0]?.length ?? 0
  const planFor = () => ({ lengthFrames, parts, latencyFrames, tasks: [] })
  await executor.run(planFor, { source: storeOf(sampleRate, input), target }, detachedJob)
  return samplesOf(target)
}

/** Compared as text: quick, also for many frames. */
const bits = (channels: readonly Float32Array[]): string =>
  channels
    .map((channel) => Buffer.from(channel.buffer, channel.byteOffset, channel.byteLength))
    .map((bytes) => createHash('sha256').update(bytes).digest('hex'))
    .join(' ')

const loudestAt = (channel: Float32Array = new Float32Array(0)): number =>
  channel.reduce(
    (best, value, index, all) => (Math.abs(value) > Math.abs(all[best] ?? 0) ? index : best),
    0,
  )

describe.each(RATES)('a whole chain at %i Hz', (sampleRate) => {
  const input = noise(2, Math.round(0.1 * sampleRate) + 7, 0.5)

  it('changes no bit with every module off', async () => {
    expect(bits(await render(ALL_OFF, input, sampleRate))).toBe(bits(input))
  })

  it('has an impulse where it was, to the frame, with every module on', async () => {
    const at = 5003
    const click = impulse(2, 12_001, 0.25, at)
    const { activeModules, latencyFrames } = chainOfRecipe(ALL_GENTLE, {
      kernels,
      sampleRate,
      channelCount: 2,
    })
    expect(activeModules.map(({ id }) => id)).toEqual(REGISTRY.map(({ id }) => id))
    expect(latencyFrames).toBeGreaterThan(0)
    const [left, right] = await render(ALL_GENTLE, click, sampleRate)
    expect(left).toHaveLength(12_001)
    expect(loudestAt(left)).toBe(at)
    expect(loudestAt(right)).toBe(at)
  })

  it('gives as many frames as it was given, even fewer than its latency', async () => {
    for (const length of [1, 4097]) {
      const output = await render(ALL_ON, noise(2, length, 0.5), sampleRate)
      expect(output.map((channel) => channel.length)).toEqual([length, length])
    }
  })

  it('gives the same bits for any block size, with every module at work', () => {
    const once = (blockFrames: number) => {
      const chain = chainOfRecipe(ALL_ON, { kernels, sampleRate, channelCount: 2 })
      expect(chain.activeModules).toHaveLength(REGISTRY.length + 1)
      const output = through(chain, input, blockFrames)
      chain.dispose()
      return bits(output)
    }
    const blocks = once(4096)
    for (const blockFrames of [997, 64, 1]) expect(once(blockFrames)).toBe(blocks)
  })

  it('gives the same bits from one worker and from two, wherever the chain is split', async () => {
    const alone = bits(await render(ALL_ON, input, sampleRate))
    const { modules, landing } = ALL_ON
    const limiterAt = modules.length - 1
    for (const cut of [1, 4, limiterAt]) {
      const ahead = { modules: modules.slice(0, cut), landing, part: 'before-limiter' } as const
      const executor = inProcessExecutor(2)
      const rest: PartSpec = { modules: modules.slice(cut), landing, part: 'whole' }
      expect(bits(await render(ALL_ON, input, sampleRate, executor, [ahead, rest]))).toBe(alone)
    }
  })
})

describe('the order of modules', () => {
  const input = noise(2, 12_000, 0.5)
  const order = ({ modules }: Recipe): string[] => modules.map(({ id }) => id)

  it('may be changed among the free ones: the recipe keeps it, and it sounds different', async () => {
    const moved = withModuleAt(ALL_ON, 'saturation', 1)
    expect(order(moved).slice(0, 4)).toEqual(['declick', 'input', 'saturation', 'equaliser'])
    const parsed = parseRecipe(JSON.parse(recipeToJson(moved)))
    expect(parsed).toEqual({ ok: true, recipe: moved, notes: [] })
    const output = await render(moved, input, 48_000)
    expect(output.every((channel) => channel.every(Number.isFinite))).toBe(true)
    expect(bits(output)).not.toBe(bits(await render(ALL_ON, input, 48_000)))
  })

  it('may be any order of the free ones: reversed, everything still arrives in time', async () => {
    const reversed = FREE.reduce((recipe, id) => withModuleAt(recipe, id, 1), ALL_GENTLE)
    expect(order(reversed)).toEqual(['declick', 'input', ...[...FREE].reverse(), 'limiter'])
    const [left] = await render(reversed, impulse(2, 9000, 0.25, 4001), 48_000)
    expect(loudestAt(left)).toBe(4001)
  })

  it.each([
    ['the limiter ahead of others', 'limiter', 1],
    ['the input behind others', 'input', 5],
  ])('refuses %s: the recipe is read in its legal order, and says so', (_, id, to) => {
    const settings = ALL_ON.modules.filter((one) => one.id === id)
    const others = ALL_ON.modules.filter((one) => one.id !== id)
    const illegal = {
      ...ALL_ON,
      modules: [...others.slice(0, to), ...settings, ...others.slice(to)],
    }
    const parsed = parseRecipe(JSON.parse(JSON.stringify(illegal)))
    expect(parsed).toEqual({ ok: true, recipe: ALL_ON, notes: [{ kind: 'order-changed' }] })
    expect(order(withModuleAt(ALL_ON, id, to))).toEqual(order(ALL_ON))
  })
})
