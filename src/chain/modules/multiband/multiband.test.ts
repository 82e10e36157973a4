import { describe, expect, it } from 'vitest'
import { amplitudeToDb } from '../../../core/decibels'
import { furthestApart } from '../../../core/testing/furthest-apart'
import { allPassed, bandsOf } from '../../../dsp/dynamics/multiband.oracle'
import { nodeKernels } from '../../../hosts/node/node-kernels'
import { defaultsOf, type ParameterValues } from '../../parameter'
import { type Bench, chainOf, runModule, through } from '../../testing/run-module'
import { noise } from '../../testing/signals'
import { multiband } from '.'

const KERNELS = nodeKernels()
const DEFAULTS = defaultsOf(multiband.parameters)
const bench = (sampleRate = 48_000): Bench => ({
  kernels: KERNELS,
  sampleRate,
  channelCount: 1,
})

/** The same value for all four bands of a parameter. */
const all = (name: (band: number) => string, value: number | string): ParameterValues =>
  Object.fromEntries([1, 2, 3, 4].map((band) => [name(band), value]))
const RESTING = { ...DEFAULTS, ...all((n) => `ratio${n}`, 1) }

const run = (input: Float32Array, values: ParameterValues, sampleRate = 48_000): Float32Array =>
  runModule(multiband, values, [input], bench(sampleRate))[0] as Float32Array

const mostDb = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  amplitudeToDb(furthestApart(a, b))

const responseDb = (values: ParameterValues, freqHz: number, rate: number): number => {
  const impulse = new Float32Array(rate / 10)
  // Far below every threshold: only make-up acts.
  impulse[0] = 1e-3
  const h = run(impulse, values, rate)
  let [re, im] = [0, 0]
  for (let n = 0; n < h.length; n++) {
    re += (h[n] ?? 0) * Math.cos((2 * Math.PI * freqHz * n) / rate)
    im += (h[n] ?? 0) * Math.sin((2 * Math.PI * freqHz * n) / rate)
  }
  return amplitudeToDb(Math.hypot(re, im) / 1e-3)
}

describe('multiband compressor', () => {
  it('is left out when nothing can act, and only then', () => {
    expect(multiband.isNeutral(DEFAULTS)).toBe(false)
    expect(multiband.isNeutral(RESTING)).toBe(true)
    expect(multiband.isNeutral({ ...DEFAULTS, ...all((n) => `state${n}`, 'bypass') })).toBe(true)
    expect(multiband.isNeutral({ ...DEFAULTS, ...all((n) => `mix${n}Percent`, 0) })).toBe(true)
    expect(multiband.isNeutral({ ...RESTING, makeup3Db: 1 })).toBe(false)
    expect(multiband.isNeutral({ ...RESTING, state2: 'solo' })).toBe(false)
    // A band beyond the count does not count.
    expect(multiband.isNeutral({ ...RESTING, bandCount: '2', makeup3Db: 1 })).toBe(true)
  })

  it('lets one band alone be heard, or several, and bypass rests a band without silencing it', () => {
    const x = noise(1, 12_000, 0.5)[0] as Float32Array
    const bands = bandsOf(x, [120, 800, 5_000], 48_000)
    expect(mostDb(run(x, { ...RESTING, state2: 'solo' }), bands[1] ?? [])).toBeLessThan(-140)
    const two = (bands[1] ?? new Float64Array()).map((value, n) => value + (bands[3]?.[n] ?? 0))
    const soloed = run(x, { ...RESTING, state2: 'solo', state4: 'solo' })
    expect(mostDb(soloed, two)).toBeLessThan(-140)
    // Band 1 is at work with a threshold that nothing reaches, the others are bypassed.
    const bypassed = { ...DEFAULTS, ...all((n) => `state${n}`, 'bypass') }
    const waiting = { ...bypassed, state1: 'on', threshold1Db: 0, knee1Db: 0, makeup2Db: 12 }
    expect(mostDb(run(x, waiting), allPassed(x, [120, 800, 5_000], 48_000))).toBeLessThan(-140)
  })

  it('puts crossovers in ascending order', () => {
    const x = noise(1, 6_000, 0.5)[0] as Float32Array
    const crossed = { ...DEFAULTS, crossover2Hz: 3_000, crossover3Hz: 1_500 }
    const ordered = { ...DEFAULTS, crossover2Hz: 1_500, crossover3Hz: 3_000 }
    expect(run(x, crossed)).toEqual(run(x, ordered))
  })

  it('tells the reduction of every band, and none after a reset', () => {
    const loudBass = Float32Array.from({ length: 24_000 }, (_, n) => Math.sin(n * 0.004))
    for (const count of [2, 3, 4]) {
      const chain = chainOf(multiband, { ...DEFAULTS, bandCount: String(count) }, bench())
      through(chain, [loudBass])
      const reductionsDb = chain.activeModules[0]?.processor.gainReductionDb
      expect(reductionsDb).toHaveLength(count)
      expect(reductionsDb?.[0]).toBeGreaterThan(3)
      expect(reductionsDb?.[count - 1]).toBe(0)
      chain.reset()
      expect(reductionsDb?.every((reductionDb) => reductionDb === 0)).toBe(true)
      chain.dispose()
    }
  })
})

describe('at any rate the multiband compressor', () => {
  it('has the same response to 16 kHz within 0.1 dB', () => {
    const values = { ...RESTING, makeup1Db: 2, makeup2Db: -1, makeup3Db: 1, makeup4Db: -2 }
    for (const freqHz of [30, 120, 300, 800, 2_000, 5_000, 8_000, 12_000, 16_000]) {
      const expected = responseDb(values, freqHz, 192_000)
      for (const rate of [44_100, 48_000, 96_000])
        expect(Math.abs(responseDb(values, freqHz, rate) - expected), `${freqHz} Hz`).toBeLessThan(
          0.1,
        )
    }
  })

  it('compresses the same music to the same level within 0.1 dB', () => {
    const tones = [55, 220, 1_300, 3_700, 9_000]
    const levelDb = (rate: number): number => {
      const x = Float32Array.from(
        { length: rate },
        (_, n) =>
          (1 + Math.sin((4 * Math.PI * n) / rate)) *
          tones.reduce((sum, hz) => sum + 0.08 * Math.sin((2 * Math.PI * hz * n) / rate), 0),
      )
      const y = run(x, { ...DEFAULTS, ...all((n) => `threshold${n}Db`, -30) }, rate)
      return 10 * Math.log10(y.reduce((sum, value) => sum + value * value, 0) / y.length)
    }
    const expected = levelDb(48_000)
    for (const rate of [44_100, 96_000])
      expect(Math.abs(levelDb(rate) - expected)).toBeLessThan(0.1)
  })
})
