import { describe, expect, it } from 'vitest'
import { detachedJob } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { seededNoise } from '../dsp/testing/seeded-noise'
import { guardLevel } from './level-guard'

const FRAMES = 10_000

/** Noise with this peak, and one sample at `top`. */
const storeOf = (peak: number, top = peak) => {
  const store = new MemoryPcmStore(44_100, 2, false)
  const random = seededNoise(3)
  const plane = Float32Array.from({ length: FRAMES }, () => random() * peak)
  plane[77] = top
  store.append([plane, plane], FRAMES)
  return store
}

const peakOf = (store: MemoryPcmStore) => {
  const planes = [new Float32Array(FRAMES), new Float32Array(FRAMES)]
  store.read(0, planes, FRAMES)
  return Math.max(...planes.map((plane) => plane.reduce((m, v) => Math.max(m, Math.abs(v)), 0)))
}

describe('the guard against what is no music', () => {
  it.each([
    ['floats in units of 16-bit integers', 32_768, 32_768],
    ['floats in units of 24-bit integers', 8_388_608, 8_388_608],
    ['a single peak of +30 dB', 0.5, 31.6],
    ['a loudness of over +6 LUFS', 5, 5],
    ['most of it out of range', 4, 4],
  ])('%s is brought to a peak of 0 dBFS', async (_, peak, top) => {
    const store = storeOf(peak, top)
    const before = peakOf(store)
    const found = await guardLevel(store, detachedJob)
    expect(found?.peakDbfs).toBeCloseTo(20 * Math.log10(before), 6)
    expect(peakOf(store)).toBe(1)
  })

  it.each([
    ['plain music', 0.8, 0.8],
    ['floats 12 dB over', 1, 4],
    ['silence', 0, 0],
  ])('%s is left as it is', async (_, peak, top) => {
    const store = storeOf(peak, top)
    const before = peakOf(store)
    expect(await guardLevel(store, detachedJob)).toBeNull()
    expect(peakOf(store)).toBe(before)
  })
})
