import { expect, it } from 'vitest'
import { withLanding } from '../../chain/edit-recipe'
import { detachedJob } from '../../core/job'
import { NO_BUDGET_DB } from '../../dsp/dynamics/masked-limiter'
import { seededNoise } from '../../dsp/testing/seeded-noise'
import { measureEnvelope } from '../render/upstream'
import { storeOf } from '../testing/mix'
import { kernels, recipeFor, services } from '../testing/render'
import { peakProbes, turnedDownDb } from './turned-down-most'

const RATE = 44_100
const SECONDS = 24
/** Here a bare bass stands as high as needles do over noise all around. */
const BARE = { from: 10, to: 11 }

const noise = seededNoise(9)
const source = storeOf(RATE, [
  Float32Array.from({ length: SECONDS * RATE }, (_, n) => {
    const t = n / RATE
    if (t >= BARE.from && t < BARE.to) return 0.5 * Math.sin(2 * Math.PI * 50 * t)
    return 0.1 * noise() + (n % 5000 < 2 ? 0.35 : 0)
  }),
])

it('finds the peaks that nothing masks, wherever in the track they are', async () => {
  const probes = peakProbes(await measureEnvelope(source, services))
  expect(probes).toHaveLength(48)
  for (const { start, end, peakFrame } of probes) {
    expect(start).toBeGreaterThanOrEqual(0)
    expect(end).toBeLessThanOrEqual(SECONDS * RATE)
    expect(peakFrame).toBeGreaterThanOrEqual(start)
    expect(peakFrame).toBeLessThan(end)
  }
  const recipe = await recipeFor(source, { targetLufs: -9 })
  const find = (budgetDb: number) => {
    const { landing } = withLanding(recipe, { driveDb: 10, budgetDb, marginDb: 0.1 })
    return turnedDownDb(source, probes, recipe, landing, kernels, detachedJob)
  }
  const found = (await find(0)) ?? []
  const isBare = probes.map(({ peakFrame }) => {
    const t = peakFrame / RATE
    return t > BARE.from + 0.2 && t < BARE.to - 0.2
  })
  const of = (bare: boolean) => found.filter((_, index) => isBare[index] === bare)
  // 0.5 driven by 10 dB stands 5.1 dB over −1.15 dB.
  expect(Math.max(...of(true))).toBeGreaterThan(4.5)
  expect(Math.max(...of(true))).toBeLessThan(5.3)
  const sorted = of(false).toSorted((a, b) => a - b)
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(1)
  expect(await find(NO_BUDGET_DB)).toBeNull()
})

it('looks at nothing of what is shorter than a probe', async () => {
  const short = storeOf(RATE, [new Float32Array(4000).fill(0.5)])
  expect(peakProbes(await measureEnvelope(short, services))).toEqual([])
})
