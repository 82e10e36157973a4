import { describe, expect, it } from 'vitest'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { inTime } from '../testing/in-blocks'
import { MASKED_PARAMS } from '../testing/masked-params'
import { seededNoise } from '../testing/seeded-noise'
import type { LimiterParams } from './limiter-timing'
import { type LimiterHalf, MaskedLimiter } from './masked-limiter'
import { depthGrid } from './masking-depths'
import { NoiseToMask } from './noise-to-mask'

const kernels = nodeKernels()
const RATE = 48_000
const SECONDS = 4

const sine = (hz: number, t: number): number => Math.sin(2 * Math.PI * hz * t)

/** Kick, noise, chord and bass, the highest peaks so far over the ceiling. */
const music = (overDb: number): Float32Array => {
  const noise = seededNoise(4)
  const samples = Float32Array.from({ length: SECONDS * RATE }, (_, n) => {
    const t = n / RATE
    const since = t % 0.5
    const kick = Math.exp(-since * 25) * sine(55 + 60 * Math.exp(-since * 50), since)
    const snare = Math.exp(-((t + 0.25) % 0.5) * 30) * noise()
    const chord = [220, 277, 330, 880, 1760].reduce((sum, hz) => sum + sine(hz, t), 0)
    return kick + 0.7 * snare + 0.08 * chord + 0.2 * sine(82, t) + 0.03 * noise()
  })
  const peak = samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  const gain = (MASKED_PARAMS.ceiling * 10 ** (overDb / 20)) / peak
  return samples.map((x) => gain * x)
}

const half = (
  input: Float32Array,
  budgetDb: number,
  which: LimiterHalf,
  rate = RATE,
  params: LimiterParams = MASKED_PARAMS,
): Float32Array => {
  const sharing = { budgetDb, delayFrames: 0, half: which }
  const limiter = new MaskedLimiter(kernels, params, sharing, rate, 1)
  const [output] = inTime(kernels, [input], 4096, limiter)
  limiter.dispose()
  return output ?? new Float32Array()
}

/** Windows on which depths are judged, or half-way between these. */
type Windows = 'judged' | 'between'

/** Noise to mask ratio of what cancelling added, hop by hop where it added anything, dB. */
const addedDb = (
  input: Float32Array,
  output: Float32Array,
  rate = RATE,
  windows: Windows = 'between',
): readonly number[] => {
  const { sizeFrames, hopFrames, reachFrames } = depthGrid(rate)
  const first = windows === 'judged' ? hopFrames - (reachFrames % hopFrames) : 0
  const scope = kernels.scope()
  const meter = new NoiseToMask(kernels, scope, sizeFrames, rate)
  const audio = scope.f32(sizeFrames)
  const solved = scope.f32(sizeFrames)
  const found: number[] = []
  for (let at = first; at + sizeFrames <= input.length; at += hopFrames) {
    audio.view.set(input.subarray(at, at + sizeFrames))
    solved.view.set(output.subarray(at, at + sizeFrames))
    const [ratio = 0] = meter.ratios({ audio, solved }, { audio, solved }, 0, 0)
    if (ratio > 0) found.push(10 * Math.log10(ratio))
  }
  scope.release()
  return found
}

const cancelledDb = (overDb: number, budgetDb: number): readonly number[] => {
  const turnedDown = half(music(overDb), budgetDb, 'turn-down')
  return addedDb(turnedDown, half(turnedDown, budgetDb, 'cancel'))
}

/** As the module's defaults have them: what is not low is let go sooner. */
const AS_DEFAULT: LimiterParams = {
  ...MASKED_PARAMS,
  slow: { ...MASKED_PARAMS.slow, mostDb: 3 },
  quick: { holdMs: 1.8, releaseMs: 30 },
}

/** What is hardest to keep a budget on: it masks little, or only at times. */
const HARD = {
  clicks: (t: number, noise: () => number) =>
    (noise() > 0.9995 ? 1 : 0) + 0.05 * noise() + 0.1 * sine(330, t),
  'a kick under a pad': (t: number) => {
    const since = t % 0.5
    const kick = Math.exp(-12 * since) * sine(1, 50 * since + 3 * (1 - Math.exp(-40 * since)))
    return (
      0.6 * kick + [220, 277.2, 329.6, 554.4, 659.3].reduce((y, hz) => y + 0.04 * sine(hz, t), 0)
    )
  },
  'a snare alone': (t: number, noise: () => number) =>
    0.02 * noise() + Math.exp(-200 * (t % 0.2)) * noise(),
  'a tone': (t: number) => sine(1000, t),
  'an organ': (t: number) =>
    [1, 2, 3, 4, 6, 8].reduce((y, k) => y + sine(65.4 * k, t) / k ** 0.7, 0),
  'an onset after near silence': (t: number, noise: () => number) =>
    t < 0.5 ? 0.001 * noise() : sine(440, t) + 0.5 * noise(),
} as const

const KINDS = Object.keys(HARD) as (keyof typeof HARD)[]

interface Cancelled {
  readonly turnedDown: Float32Array
  readonly output: Float32Array
}

const made = new Map<string, Cancelled>()

/** A second of it, before and after it is cancelled; made once. */
const hardCancelled = (
  kind: keyof typeof HARD,
  overDb: number,
  budgetDb: number,
  rate: number,
): Cancelled => {
  const key = [kind, overDb, budgetDb, rate].join()
  const known = made.get(key)
  if (known) return known
  const noise = seededNoise(4)
  const raw = Float32Array.from({ length: rate }, (_, n) => HARD[kind](n / rate, noise))
  const peak = raw.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  const gain = (AS_DEFAULT.ceiling * 10 ** (overDb / 20)) / peak
  const turnedDown = half(
    raw.map((x) => gain * x),
    budgetDb,
    'turn-down',
    rate,
    AS_DEFAULT,
  )
  const output = half(turnedDown, budgetDb, 'cancel', rate, AS_DEFAULT)
  made.set(key, { turnedDown, output })
  return { turnedDown, output }
}

/** How far the worst hop of a second of it is over the budget, dB. */
const worstOverDb = (
  kind: keyof typeof HARD,
  overDb: number,
  budgetDb: number,
  rate: number,
  windows: Windows = 'between',
): number => {
  const { turnedDown, output } = hardCancelled(kind, overDb, budgetDb, rate)
  return Math.max(...addedDb(turnedDown, output, rate, windows)) - budgetDb
}

describe('what cancelling adds, hop by hop against what the sound masks', () => {
  it.each([
    [3, -10],
    [6, -10],
    [10, -10],
    [3, 0],
    [6, 0],
    [10, 0],
    [16, 0],
    [22, 0],
  ])('peaks %i dB over, budget %i dB: under it in 19 hops of 20', (overDb, budgetDb) => {
    const ratiosDb = cancelledDb(overDb, budgetDb)
    const over = ratiosDb.filter((db) => db > budgetDb)
    expect(ratiosDb.length).toBeGreaterThan(200)
    expect(over.length / ratiosDb.length).toBeLessThan(0.05)
    expect(Math.max(...ratiosDb)).toBeLessThan(budgetDb + 3)
  })

  it.each([
    [10, 10],
    [22, 20],
  ])('peaks %i dB over, budget %i dB: under it everywhere', (overDb, budgetDb) => {
    expect(Math.max(...cancelledDb(overDb, budgetDb))).toBeLessThan(budgetDb)
  })

  // The margin that `Sharing.budgetDb` declares.
  it.each(
    KINDS.flatMap((kind) => [1, 2, 3, 6, 10, 14, 18, 22].map((overDb) => [kind, overDb] as const)),
  )(
    '%s, peaks %i dB over: no hop over a budget of 0 dB by 2, over one of 10 or 20 by 1',
    (kind, overDb) => {
      expect(worstOverDb(kind, overDb, 0, RATE, 'judged')).toBeLessThan(2)
      for (const budgetDb of [10, 20])
        expect(worstOverDb(kind, overDb, budgetDb, RATE, 'judged')).toBeLessThan(1)
    },
  )

  it.each(KINDS.flatMap((kind) => [3, 6, 10, 14, 18, 22].map((overDb) => [kind, overDb] as const)))(
    '%s, peaks %i dB over: half-way between hops it is over none of these by 3',
    (kind, overDb) => {
      for (const budgetDb of [0, 10, 20])
        expect(worstOverDb(kind, overDb, budgetDb, RATE)).toBeLessThan(3)
    },
  )

  it('is over a budget of 10 or 20 by up to 7 dB there where a bare kick is hardly over: its onset is in the window, its body is not', () => {
    for (const overDb of [1, 2])
      for (const budgetDb of [10, 20])
        expect(worstOverDb('a kick under a pad', overDb, budgetDb, RATE)).toBeLessThan(7)
  })

  it('holds the margin at 96 kHz too, on clicks', () => {
    for (const overDb of [3, 10, 18, 22]) {
      expect(worstOverDb('clicks', overDb, 0, 96_000, 'judged')).toBeLessThan(2)
      expect(worstOverDb('clicks', overDb, 0, 96_000)).toBeLessThan(3)
    }
  })
})
