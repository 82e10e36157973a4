import { describe, expect, it } from 'vitest'
import { detachedJob } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { seededNoise } from '../dsp/testing/seeded-noise'
import { nodeKernels } from '../hosts/node/node-kernels'
import { type CodecChange, codecChange } from './codec-change'
import { CodecProfiler, profileOf } from './codec-profile'

const kernels = nodeKernels()
const RATE = 44_100
const FRAMES = RATE
const LEVELS = { integratedLufs: -20, truePeakDbtp: -1 }

/** The change from one plane to another, the second in blocks of an odd size. */
const changeOf = async (master: Float32Array, decoded: Float32Array): Promise<CodecChange> => {
  const store = new MemoryPcmStore(RATE, 1, false)
  store.append([master], FRAMES)
  const before = await profileOf(store, kernels, detachedJob)
  const profiler = new CodecProfiler(kernels, RATE, 1, before.window)
  for (let at = 0; at < FRAMES; at += 997)
    profiler.append([decoded.subarray(at, at + 997)], Math.min(997, FRAMES - at))
  const after = profiler.finish()
  profiler.release()
  const levels = { integratedLufs: -21, truePeakDbtp: -0.5 }
  return codecChange({ ...LEVELS, profile: before }, { ...levels, profile: after }, RATE)
}

const noise = ((random) => Float32Array.from({ length: FRAMES }, () => 0.3 * random()))(
  seededNoise(5),
)

/** Noise without what lies above a fifth of the rate: a windowed sinc, 513 taps. */
const muffled = ((): Float32Array => {
  const half = 256
  const taps = Array.from({ length: 2 * half + 1 }, (_, k) => {
    const n = k - half
    const sinc = n === 0 ? 0.4 : Math.sin(Math.PI * 0.4 * n) / (Math.PI * n)
    return sinc * (0.5 + 0.5 * Math.cos((Math.PI * n) / half))
  })
  return noise.map((_, i) =>
    taps.reduce((sum, tap, k) => sum + tap * (noise[i + k - half] ?? 0), 0),
  )
})()

describe('what a codec changed', () => {
  it('is nothing where the same comes out', async () => {
    expect(await changeOf(noise, noise)).toEqual({
      loudnessChangeLu: -1,
      truePeakChangeDb: 0.5,
      lagFrames: 0,
      cutoffHz: null,
      keptShare: 1,
      keptChangeDb: 0,
    })
  })

  it('is the band that it left out, while what it kept stands at its level', async () => {
    const change = await changeOf(noise, muffled)
    expect(Math.abs((change.cutoffHz ?? 0) - 0.2 * RATE)).toBeLessThan(RATE / 128)
    // K-weighted white noise: four tenths of the band and somewhat less of the loudness.
    expect(change.keptShare).toBeGreaterThan(0.3)
    expect(change.keptShare).toBeLessThan(0.42)
    expect(Math.abs(change.keptChangeDb)).toBeLessThan(0.1)
  })

  it('is a level where all of it is at another, and frames where it comes late', async () => {
    const late = Float32Array.from(noise, (_, i) => 0.8 * (noise.at(i - 1105) ?? 0))
    const change = await changeOf(noise, late)
    expect(change.keptChangeDb).toBeCloseTo(20 * Math.log10(0.8), 1)
    expect(change.lagFrames).toBe(1105)
    expect(change.cutoffHz).toBeNull()
  })

  it('keeps nothing of what is not there any more, and all of silence', async () => {
    const silence = new Float32Array(FRAMES)
    expect(await changeOf(noise, silence)).toMatchObject({ keptShare: 0, cutoffHz: 0 })
    expect(await changeOf(silence, silence)).toMatchObject({ keptShare: 1, cutoffHz: null })
  })
})
