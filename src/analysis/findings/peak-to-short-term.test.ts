import { expect, it } from 'vitest'
import { detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { seededNoise } from '../../dsp/testing/seeded-noise'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { findingSentence } from '../../words/finding-sentence'
import { examine } from '../testing/analyse'
import { foundIn } from './finding'

const RATE = 8000
const SECONDS = 62

/** A click of `peak` every half second over noise, in the first half louder by 4 dB: a range that is neither wide nor narrow. */
const clicking = async (peak: number) => {
  const noise = seededNoise(3)
  const audio = Float32Array.from({ length: SECONDS * RATE }, (_, n) => {
    const level = n < (SECONDS * RATE) / 2 ? 1 : 0.63
    return level * (n % (RATE / 2) === 0 ? peak : 0.05 * noise())
  })
  const store = new MemoryPcmStore(RATE, 1, false)
  store.append([audio], audio.length)
  return foundIn(await examine(store, 16, nodeKernels(), detachedJob)).find(
    ({ kind }) => kind === 'dynamics',
  )
}

it('peaks far over the loudness around them all through are dynamics out of range', async () => {
  const found = await clicking(0.9)
  expect(found?.unit).toBe('dB')
  expect(found?.value).toBeGreaterThan(16)
  expect(found && findingSentence(found)).toContain('over the music around them')
  expect(await clicking(0.15)).toBeUndefined()
})
