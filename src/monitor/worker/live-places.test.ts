import { describe, expect, test } from 'vitest'
import { withModule } from '../../chain/edit-recipe'
import { declick } from '../../chain/modules/declick'
import { fades } from '../../chain/modules/fades'
import { freshRecipe } from '../../chain/recipe'
import { REGISTRY } from '../../chain/registry'
import { chainOf, runModule, through } from '../../chain/testing/run-module'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { mix, samplesOf } from '../../mastering/testing/mix'
import { LiveMaster } from './live-master'

const RATE = 48_000
const kernels = nodeKernels()
const source = mix({ sampleRate: RATE, channelCount: 2, seconds: 30 })
const intent = { destinationId: 'custom', styleId: 'clean', targetLufs: -12, ceilingDbtp: -1 }
const off = REGISTRY.reduce(
  (recipe, { id }) => withModule(recipe, id, { on: false }),
  freshRecipe(intent),
)

const read = (reader: LiveMaster, start: number, frames: number): Float32Array[] => {
  const into = [new Float32Array(frames), new Float32Array(frames)]
  expect(reader.read(start, into, frames)).toBe(Math.min(frames, reader.lengthFrames - start))
  return into
}

describe('the live master, of modules that do something at a place of the track', () => {
  test('fades where the track begins and ends, also after a jump, as whole and as what the fades alone take', () => {
    const values = { fadeInMs: 5, fadeOutMs: 40 }
    const faded = withModule(off, 'fades', {
      on: true,
      values,
    })
    const original = samplesOf(source)
    const wanted = runModule(fades, values, original, {
      kernels,
      sampleRate: RATE,
      channelCount: 2,
      lengthFrames: source.lengthFrames,
    })
    for (const soloId of [null, 'fades']) {
      const target = wanted.map((channel, c) =>
        soloId ? channel.map((x, n) => x - (original[c]?.[n] ?? 0)) : channel,
      )
      const reader = new LiveMaster(kernels, source, faded, soloId)
      for (const start of [source.lengthFrames - 9001, 12 * RATE + 5, 0]) {
        const heard = read(reader, start, 9001)
        expect(heard).toEqual(target.map((channel) => channel.slice(start, start + 9001)))
      }
      reader.dispose()
    }
  })

  test('mends clicks wherever one jumps to, also those right behind, as whole and as what that takes off alone', () => {
    // Right behind the start of a block, at its end, and far on.
    const clicks = [3 * 48_000, 20 * 4096 + 1, 21 * 4096 - 1]
    const original = samplesOf(source).map((channel) => channel.slice(0, 4 * RATE))
    const clicking = original.map((channel) => {
      const made = channel.slice()
      for (const frame of clicks) made[frame] = (made[frame] ?? 0) + 0.5
      return made
    })
    const store = new MemoryPcmStore(RATE, 2, false)
    store.append(clicking, 4 * RATE)
    const places = clicks.map((frame) => `${frame - 1}+3LR`).join(' ')
    const values = { places, amountPercent: 100 }
    const mended = withModule(off, 'declick', {
      on: true,
      values,
    })
    const chain = chainOf(declick, values, {
      kernels,
      sampleRate: RATE,
      channelCount: 2,
      lengthFrames: 4 * RATE,
    })
    const { latencyFrames } = chain
    const padded = clicking.map((channel) => {
      const longer = new Float32Array(channel.length + latencyFrames)
      longer.set(channel)
      return longer
    })
    const wanted = through(chain, padded).map((channel) => channel.slice(latencyFrames))
    chain.dispose()
    for (const frame of clicks)
      expect(Math.abs((wanted[0]?.[frame] ?? 9) - (original[0]?.[frame] ?? 0))).toBeLessThan(0.05)
    for (const soloId of [null, 'declick']) {
      const target = wanted.map((channel, c) =>
        soloId ? channel.map((x, n) => x - (clicking[c]?.[n] ?? 0)) : channel,
      )
      const reader = new LiveMaster(kernels, store, mended, soloId)
      for (const start of [20 * 4096, 3 * 48_000, 20 * 4096 + 1, 0, 21 * 4096 - 1]) {
        const heard = read(reader, start, 9001)
        expect(heard).toEqual(target.map((channel) => channel.slice(start, start + 9001)))
      }
      reader.dispose()
    }
  })
})
