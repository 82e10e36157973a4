import { expect, test } from 'vitest'
import { type Envelope, type EnvelopePage, PAGE_HOPS, pagesOf } from '../../analysis/envelope'
import type { LimiterParams } from '../../dsp/dynamics/limiter-timing'
import { PARAMS as LIMITER_PARAMS } from '../../dsp/dynamics/testing/limited'
import { seededNoise } from '../../dsp/testing/seeded-noise'
import { hopGains } from './hop-gains'
import { LimiterSimulation } from './limiter-simulation'
import { RepeatedGains } from './repeated-gains'

const RATE = 48_000
const HOP = 48
const HOPS = 2 * PAGE_HOPS + 777
const PARAMS: LimiterParams = { ...LIMITER_PARAMS, ceiling: 1 }

const random = seededNoise(11)
const peak = Float32Array.from({ length: HOPS }, () => Math.max(0, random()) ** 2)
// The window of one page reaches into the next, and the attack out of it.
peak.set([1, 0, 0.9], PAGE_HOPS - 2)
const energy = new Float32Array(HOPS)

const withPages = (pages: readonly EnvelopePage[]): Envelope => ({
  sampleRate: RATE,
  hopFrames: HOP,
  lengthFrames: HOPS * HOP,
  pages,
})

/** Whole, and in pieces as segments leave them: a few hops, and more than a page. */
const whole = withPages(pagesOf({ energy, peak }, 0))
const cut = (from: number, to: number): EnvelopePage[] =>
  pagesOf({ energy: energy.subarray(from, to), peak: peak.subarray(from, to) }, from)
const pieces = withPages([...cut(0, 3), ...cut(3, 9), ...cut(9, 5001), ...cut(5001, HOPS)])

const gainsOf = ({ pages }: Envelope, simulation: Pick<LimiterSimulation, 'page'>): number[] =>
  pages.flatMap((_, index) => Array.from(simulation.page(index)))

/** What the simulation says of itself, over arrays as long as the track. */
const plainGains = (threshold: number): number[] => {
  const attack = 4
  const window = 16
  const step = (ms: number): number => 1 - Math.exp(-1 / ms)
  const held = new Float32Array(HOPS)
  let fast = 1
  let slow = 0
  for (let k = 0; k < HOPS; k++) {
    const loudest = peak
      .subarray(Math.max(0, k - window + 1), k + 1)
      .reduce((a, b) => Math.max(a, b))
    const goal = loudest > threshold ? threshold / loudest : 1
    fast = goal < fast ? goal : fast + (goal - fast) * step(PARAMS.releaseMs)
    const reduction = 1 - goal
    slow += (reduction - slow) * step(reduction > slow ? 250 : 720)
    held[k] = Math.min(fast, 1 - slow)
  }
  return Array.from(held, (_, k) => {
    let sum = 0
    for (let j = 1; j <= attack; j++) sum += held[Math.min(k + j, HOPS - 1)] as number
    return Math.min(1, sum / attack)
  })
}

test('the gains of all pages are those of one pass over the track, wherever the pages end', () => {
  for (const threshold of [0.3, 0.8]) {
    const expected = plainGains(threshold)
    const all = [whole, pieces].map((envelope) => {
      const simulation = new LimiterSimulation(envelope, PARAMS)
      simulation.limitTo(threshold)
      return gainsOf(envelope, simulation)
    })
    expect(all[1]).toEqual(all[0])
    // A running sum and a sum made anew differ in their last bits: float32.
    for (const [hop, gain] of (all[0] ?? []).entries())
      expect(Math.abs(gain - (expected[hop] ?? 0))).toBeLessThanOrEqual(2 ** -23)
  }
})

test('a page is the same whatever was asked for before it', () => {
  const simulation = new LimiterSimulation(pieces, PARAMS)
  simulation.limitTo(0.3)
  const inOrder = pieces.pages.map((_, index) => Array.from(simulation.page(index)))
  simulation.limitTo(0.9)
  simulation.page(1)
  simulation.limitTo(0.3)
  for (const index of [4, 0, 3, 1, 4, 2])
    expect(Array.from(simulation.page(index))).toEqual(inOrder[index])
  const gain = hopGains(pieces.pages, simulation)
  const flat = inOrder.flat()
  for (const hop of [5000, 5001, 4999, 0, HOPS - 1, 3, 2, 9]) expect(gain(hop)).toBe(flat[hop])
  expect([gain(-1), gain(HOPS), gain(0)]).toEqual([1, 1, flat[0]])
})

test('repeated gains are the same in any pages', () => {
  const piecesDb = Float32Array.from({ length: 900 }, () => Math.max(0, 3 * random()))
  const reductions = { piecesDb, pieceFrames: 512, startFrame: -300 }
  const all = [whole, pieces].map((envelope) =>
    gainsOf(envelope, new RepeatedGains(envelope, reductions, 1.5)),
  )
  expect(all[1]).toEqual(all[0])
  expect(all[0]).toHaveLength(HOPS)
  expect(new Set(all[0]).size).toBeGreaterThan(100)
})
