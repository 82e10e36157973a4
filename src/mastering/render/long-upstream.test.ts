import { expect, test } from 'vitest'
import type { EnvelopePage } from '../../analysis/envelope'
import { freshRecipe } from '../../chain/recipe'
import { ChunkSpace } from '../../core/chunk-space'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import type { PcmReader, PcmStore } from '../../core/pcm-store'
import { services } from '../testing/render'
import { upstreamOf } from './upstream'

const RATE = 8000
const fresh = freshRecipe({ destinationId: 'streaming', styleId: 'clean' })
const recipe = { ...fresh, modules: fresh.modules.map((module) => ({ ...module, on: false })) }

/** It grows as it goes, so that no page is as another one. */
const sawtooth = (lengthFrames: number): PcmReader => ({
  sampleRate: RATE,
  channelCount: 1,
  lengthFrames,
  read: (start, [into], frames) => {
    const count = Math.max(0, Math.min(frames, lengthFrames - start))
    for (let k = 0; k < count; k++)
      if (into) into[k] = ((start + k) / lengthFrames) * (((start + k) % 97) / 97 - 0.5)
    return count
  },
})

const isSame = (a: EnvelopePage | undefined, b: EnvelopePage): boolean =>
  a?.firstHop === b.firstHop &&
  [
    [a.energy, b.energy],
    [a.peak, b.peak],
  ].every(
    ([now = [], before = []]) =>
      now.length === before.length && now.every((value, at) => value === before[at]),
  )

test.each([
  { seconds: 599, isStored: false },
  { seconds: 601, isStored: true },
])(
  'the envelope of $seconds s that are kept lies in a store: $isStored; it says the same',
  async ({ seconds, isStored }) => {
    const source = sawtooth(seconds * RATE)
    const space = new ChunkSpace(Number.POSITIVE_INFINITY, false)
    const stores: PcmStore[] = []
    const newStore = (rate: number, channels: number) =>
      new MemoryPcmStore(rate, channels, false, space)
    const plain = await upstreamOf(source, recipe, services)
    const kept = await upstreamOf(source, recipe, {
      ...services,
      newStore,
      upstreams: { get: () => undefined, set: (_, made) => void stores.push(...made) },
    })
    expect(stores.map(({ lengthFrames }) => lengthFrames)).toEqual(isStored ? [seconds * 1000] : [])
    expect(kept.envelope.pages).toHaveLength(plain.envelope.pages.length)
    expect(
      plain.envelope.pages.every((page, index) => isSame(kept.envelope.pages[index], page)),
    ).toBe(true)
    for (const store of stores) store.release()
    expect(space.usedBytes).toBe(0)
  },
)
