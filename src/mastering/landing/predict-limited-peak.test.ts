import { expect, it } from 'vitest'
import { hopFrames as hopFramesAt } from '../../analysis/envelope'
import { measureTruePeak } from '../../analysis/testing/analyse'
import { amplitudeToDb } from '../../core/decibels'
import { detachedJob } from '../../core/job'
import { seededNoise } from '../../dsp/testing/seeded-noise'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { storeOf } from '../testing/mix'
import { predictLimitedPeak } from './predict-limited-peak'

const kernels = nodeKernels()
const RATE = 48_000
const FRAMES = 30_011
const hopFrames = hopFramesAt(RATE)
const hops = Math.ceil(FRAMES / hopFrames)
const random = seededNoise(3)
const noise = [0, 1].map(() => Float32Array.from({ length: FRAMES }, () => 0.5 * random()))
const whole = [{ first: 0, end: hops }]

it('finds the true peak (16 × 128) of white noise to the bit, scaled by one gain', async () => {
  const store = storeOf(RATE, noise)
  const truth = await measureTruePeak(store, kernels, detachedJob)
  for (const gain of [1, 0.5]) {
    const limited = { hopFrames, stretches: whole, gainAround: () => gain }
    const found = await predictLimitedPeak(store, limited, kernels, detachedJob)
    expect(amplitudeToDb(found / gain)).toBeCloseTo(truth, 9)
  }
})

it('finds a peak between samples wherever it is: first and last frames, edges of what is read', async () => {
  for (const at of [0, 1, 31, 32, 800, 1023, 1024, 1025, 2048, FRAMES - 2]) {
    const left = new Float32Array(FRAMES)
    left[at] = 0.8
    left[at + 1] = 0.8
    const store = storeOf(RATE, [left])
    const truth = await measureTruePeak(store, kernels, detachedJob)
    const hop = Math.floor(at / hopFrames)
    const stretches = [{ first: Math.max(0, hop - 1), end: Math.min(hops, hop + 2) }]
    const limited = { hopFrames, stretches, gainAround: () => 1 }
    const found = await predictLimitedPeak(store, limited, kernels, detachedJob)
    expect(amplitudeToDb(found)).toBeCloseTo(truth, 9)
  }
})

it('weighs every peak by the gain around it, and hears nothing outside the stretches', async () => {
  const clicks = new Float32Array(FRAMES)
  clicks[4800] = 1
  clicks[14_400] = 0.7
  clicks[24_000] = 0.9
  const store = storeOf(RATE, [clicks, clicks])
  const stretches = [
    { first: 99, end: 102 },
    { first: 299, end: 302 },
  ]
  const gainAround = (hop: number) => (hop < 200 ? 0.5 : 1)
  const found = await predictLimitedPeak(
    store,
    { hopFrames, stretches, gainAround },
    kernels,
    detachedJob,
  )
  expect(found).toBeCloseTo(0.7, 6)
  const none = { hopFrames, stretches: [], gainAround }
  expect(await predictLimitedPeak(store, none, kernels, detachedJob)).toBe(0)
})
