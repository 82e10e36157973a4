import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { foundIn } from '../analysis/findings/finding'
import { analyse } from '../analysis/testing/analyse'
import { detachedJob } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { nodeKernels } from '../hosts/node/node-kernels'
import { createDemoMix, DEMO_FRAMES } from './demo-mix'

const SEED = 1

const rendered = (seed: number, blockFrames: number) => {
  const mix = createDemoMix(seed)
  const store = new MemoryPcmStore(mix.sampleRate, 2, false)
  const block = [new Float32Array(blockFrames), new Float32Array(blockFrames)] as const
  const hash = createHash('sha256')
  for (
    let count = mix.render(block, blockFrames);
    count > 0;
    count = mix.render(block, blockFrames)
  )
    store.append(block, count)
  for (const plane of planesOf(store)) hash.update(plane)
  return { store, hash: hash.digest('hex') }
}

const planesOf = (store: MemoryPcmStore): readonly Float32Array[] => {
  const planes = [new Float32Array(store.lengthFrames), new Float32Array(store.lengthFrames)]
  store.read(0, planes, store.lengthFrames)
  return planes
}

describe('the demo mix', () => {
  const first = rendered(SEED, 4096)

  it('gives the same bytes at every run, in blocks of any size', () => {
    expect(first.store.lengthFrames).toBe(DEMO_FRAMES)
    expect(rendered(SEED, 4096).hash).toBe(first.hash)
    expect(rendered(SEED, 997).hash).toBe(first.hash)
  })

  it('plays another tune from another seed', () => {
    expect(rendered(SEED + 1, 4096).hash).not.toBe(first.hash)
  })

  it('is a mix that wants mastering: about −20 LUFS, peaks near −3 dBFS, dynamic, stereo', async () => {
    const kernels = nodeKernels()
    const analysis = await analyse(first.store, kernels, detachedJob)
    const { loudness, samplePeakDbfs, correlation, dcOffset, findings } = analysis
    expect(Math.abs((loudness.integratedLufs ?? 0) + 20)).toBeLessThan(1)
    expect(Math.abs(samplePeakDbfs + 3)).toBeLessThan(1)
    // From a quiet intro to the drop.
    expect(loudness.loudnessRangeLu).toBeGreaterThan(4)
    expect(loudness.loudnessRangeLu).toBeLessThan(16)
    expect(correlation).toBeGreaterThan(0.2)
    expect(correlation).toBeLessThan(0.97)
    for (const mean of dcOffset) expect(Math.abs(mean)).toBeLessThan(1e-3)
    expect(foundIn({ findings })).toEqual([])
  })

  it('begins within a tenth of a second and ends in silence', () => {
    const [left] = planesOf(first.store)
    expect(left?.subarray(0, 4410).some((sample) => Math.abs(sample) > 1e-3)).toBe(true)
    expect(Math.abs(left?.at(-1) ?? 1)).toBe(0)
  })
})
