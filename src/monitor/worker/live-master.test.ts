import { beforeAll, describe, expect, test } from 'vitest'
import { analyse } from '../../analysis/testing/analyse'
import { Chain } from '../../chain/chain'
import { withModule } from '../../chain/edit-recipe'
import type { Recipe } from '../../chain/recipe'
import { amplitudeToDb } from '../../core/decibels'
import { detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { initialIntent } from '../../mastering/proposal/intent'
import { propose, recipeFrom } from '../../mastering/proposal/propose'
import { renderMaster } from '../../mastering/render-master'
import { mix, samplesOf } from '../../mastering/testing/mix'
import { LiveMaster } from './live-master'

const RATE = 48_000
const SECONDS = 30
const kernels = nodeKernels()
const source = mix({ sampleRate: RATE, channelCount: 2, seconds: SECONDS })

/** Everything that has a memory or a latency, driven into the limiter, as rendered. */
let landed: Recipe
let master: readonly Float32Array[]

beforeAll(async () => {
  const analysis = await analyse(source, kernels, detachedJob)
  const intent = { ...initialIntent(analysis), targetLufs: -12, intensityPercent: 100 }
  const recipe = withModule(recipeFrom(propose(analysis, intent)), 'equaliser', {
    values: { phase: 'linear' },
  })
  const rendered = await renderMaster(source, recipe, {
    kernels,
    job: detachedJob,
    newStore: (rate, channels) => new MemoryPcmStore(rate, channels, false),
  })
  landed = rendered.recipe
  master = samplesOf(rendered.master)
})

const live = (recipe: Recipe, soloId: string | null = null) =>
  new LiveMaster(kernels, source, recipe, soloId)

const read = (reader: LiveMaster, start: number, frames: number): Float32Array[] => {
  const into = [new Float32Array(frames), new Float32Array(frames)]
  expect(reader.read(start, into, frames)).toBe(Math.min(frames, reader.lengthFrames - start))
  return into
}

/** Largest difference over frames `from` … `to` of `heard`, which begins at track frame `start`. */
const worstDb = (
  heard: readonly Float32Array[],
  start: number,
  from: number,
  to: number,
): number => {
  let worst = 0
  for (const [channel, samples] of heard.entries())
    for (let i = from; i < to; i++)
      worst = Math.max(worst, Math.abs((samples[i] ?? 0) - (master[channel]?.[start + i] ?? 0)))
  return amplitudeToDb(worst)
}

describe('the live master', () => {
  test('is the rendered master bit for bit from frame 0 to the last, read in pieces of any size', () => {
    const reader = live(landed)
    let start = 0
    for (let piece = 0; start < reader.lengthFrames; piece++) {
      const frames = [4096, 1, 777, 9000][piece % 4] ?? 1
      const heard = read(reader, start, frames)
      const count = Math.min(frames, reader.lengthFrames - start)
      expect(worstDb(heard, start, 0, count)).toBe(Number.NEGATIVE_INFINITY)
      start += frames
    }
    reader.dispose()
  })

  test('begins near enough after a jump, and is under −120 dBFS apart once converged', () => {
    const reader = live(landed)
    const start = 26 * RATE + 777
    const first = read(reader, start, RATE / 2)
    expect(worstDb(first, start, 0, RATE / 2)).toBeLessThan(-20)
    let slices = 0
    while (reader.converge()) slices++
    expect(slices).toBeGreaterThan(10)
    const next = start + RATE / 2
    const block = Math.ceil(next / 4096) * 4096 + 4096
    const converged = read(reader, next, 3 * RATE)
    expect(worstDb(converged, next, block - next, 3 * RATE)).toBeLessThan(-120)
    expect(reader.converge()).toBe(false)
    reader.dispose()
  })

  test('crossfades to the converged chain by a straight line over one block', () => {
    const start = 26 * RATE
    const first = Math.floor(start / 4096) + 2
    const unsettled = live(landed)
    read(unsettled, start, 4096)
    const before = read(unsettled, first * 4096, 4096)
    unsettled.dispose()
    const reader = live(landed)
    read(reader, start, 4096)
    while (reader.converge());
    const heard = read(reader, first * 4096, 4096)
    let worst = 0
    for (const [channel, samples] of heard.entries())
      for (let i = 0; i < 4096; i++) {
        const old = before[channel]?.[i] ?? 0
        const wanted = master[channel]?.[first * 4096 + i] ?? 0
        worst = Math.max(worst, Math.abs((samples[i] ?? 0) - (old + ((wanted - old) * i) / 4096)))
      }
    expect(amplitudeToDb(worst)).toBeLessThan(-120)
    reader.dispose()
  })

  test('can be read again a little further back, as readers at a lower rate do', () => {
    const reader = live(landed)
    read(reader, 0, 40_000)
    const again = read(reader, 30_000, 10_000)
    expect(again[0]).toEqual(master[0]?.subarray(30_000, 40_000))
    reader.dispose()
  })

  test('plays only what a module adds under solo, in step with the chain ahead of it', () => {
    const soloId = 'equaliser'
    const at = landed.modules.findIndex(({ id }) => id === soloId)
    const through = (modules: Recipe['modules']): Float32Array => {
      const { landing } = landed
      const chain = new Chain({
        kernels,
        sampleRate: RATE,
        channelCount: 2,
        lengthFrames: source.lengthFrames,
        modules,
        landing,
        part: 'before-limiter',
      })
      const frames = RATE + chain.latencyFrames
      const block = [new Float32Array(frames), new Float32Array(frames)]
      source.read(0, block, frames)
      chain.process(block, block, frames)
      const { latencyFrames } = chain
      chain.dispose()
      return (block[0] ?? new Float32Array()).subarray(latencyFrames)
    }
    const before = through(landed.modules.slice(0, at))
    const behind = through(landed.modules.slice(0, at + 1))
    const reader = live(landed, soloId)
    const [effect = new Float32Array()] = read(reader, 0, RATE)
    expect(effect.some((sample) => sample !== 0)).toBe(true)
    expect(effect).toEqual(behind.map((sample, i) => sample - (before[i] ?? 0)))
    reader.dispose()
  })

  test('under solo the limiter takes away what it takes, and a module that is off is silent', () => {
    const limiter = live(landed, 'limiter')
    const [effect = new Float32Array()] = read(limiter, 0, 2 * RATE)
    expect(effect.some((sample) => sample !== 0)).toBe(true)
    expect(
      Math.max(...limiter.reductionsAt(RATE).flatMap(({ reductionDb }) => reductionDb)),
    ).toBeGreaterThanOrEqual(0)
    limiter.dispose()
    const off = live(withModule(landed, 'limiter', { on: false }), 'limiter')
    expect(read(off, 0, RATE)[0]?.every((sample) => sample === 0)).toBe(true)
    off.dispose()
  })

  test('tells the gain reduction of the modules that have one, band by band', () => {
    const reader = live(landed)
    read(reader, 26 * RATE, 3 * RATE)
    const reductions = reader.reductionsAt(28.9 * RATE)
    expect(reductions.map(({ moduleId }) => moduleId)).toEqual(
      expect.arrayContaining(['bus-compressor', 'limiter']),
    )
    const largest = Math.max(...reductions.flatMap(({ reductionDb }) => reductionDb))
    expect(largest).toBeGreaterThan(0.1)
    reader.dispose()
  })

  test('gives all of its memory back', () => {
    for (let count = 0; count < 40; count++) {
      const reader = live(landed)
      read(reader, 10 * RATE, 4096)
      reader.converge()
      reader.dispose()
    }
  })
})
