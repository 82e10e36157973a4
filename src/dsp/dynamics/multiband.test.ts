import { describe, expect, it } from 'vitest'
import { amplitudeToDb, dbToAmplitude } from '../../core/decibels'
import { staticCurveDb } from './compressor.oracle'
import type { BandParams } from './multiband'
import { allPassed, bandsOf, multibandOracle } from './multiband.oracle'
import { CROSSOVERS, generate, IDLE, idle, music, PARAMS, run } from './testing/in-bands'

const RATES = [44_100, 48_000, 96_000, 192_000]

/** Largest difference of two signals, dBFS. */
const nullDb = (a: ArrayLike<number> | undefined, b: ArrayLike<number>): number => {
  let most = 0
  for (let n = 0; n < b.length; n++) most = Math.max(most, Math.abs((a?.[n] ?? 0) - (b[n] ?? 0)))
  return amplitudeToDb(most)
}

/** Σ x·e^(−iωn): real and imaginary part. */
const spectrumAt = (x: ArrayLike<number>, w: number): readonly [number, number] => {
  let [re, im] = [0, 0]
  for (let n = 0; n < x.length; n++) {
    re += (x[n] ?? 0) * Math.cos(w * n)
    im -= (x[n] ?? 0) * Math.sin(w * n)
  }
  return [re, im]
}

describe('the crossovers', () => {
  for (const rate of RATES)
    it(`add up to 0 ± 0.001 dB, their phase the all-passes’, at ${rate} Hz`, () => {
      // 125 ms: the 120 Hz crossover has decayed below float64’s error.
      const impulse = generate(Math.ceil(rate / 8), (n) => (n === 0 ? 1 : 0))
      for (const bands of [2, 3, 4]) {
        const crossovers = CROSSOVERS.slice(0, bands - 1)
        const y = run([impulse], idle(bands), crossovers, rate).output[0] ?? []
        const expected = allPassed(impulse, crossovers, rate)
        for (const freqHz of [20, 60, 120, 300, 800, 2_000, 5_000, 9_000, 16_000, 20_000]) {
          const w = (2 * Math.PI * freqHz) / rate
          const [re, im] = spectrumAt(y, w)
          expect(Math.abs(amplitudeToDb(Math.hypot(re, im))), `${freqHz} Hz`).toBeLessThan(0.001)
          const [ar, ai] = spectrumAt(expected, w)
          const turn = Math.atan2(im * ar - re * ai, re * ar + im * ai)
          expect(Math.abs(turn), `phase at ${freqHz} Hz, rad`).toBeLessThan(1e-5)
        }
      }
    })

  it('give each band the response of its sections, −6.02 dB where two meet, by weight', () => {
    const impulse = generate(16_384, (n) => (n === 0 ? 1 : 0))
    const bands = bandsOf(impulse, CROSSOVERS, 48_000)
    bands.forEach((expected, band) => {
      const bandParams = idle(4).map((params, k) => ({ ...params, weight: k === band ? 1 : 0 }))
      expect(nullDb(run([impulse], bandParams).output[0], expected)).toBeLessThan(-140)
    })
    const [re, im] = spectrumAt(bands[0] ?? [], (2 * Math.PI * 120) / 48_000)
    expect(amplitudeToDb(Math.hypot(re, im))).toBeCloseTo(-6.0206, 2)
  })
})

describe('without compression', () => {
  /** The output's own float32 rounding is half an ulp: −150.5 dBFS below full scale 1. */
  it('the output is the all-passed input to −140 dBFS: ratio 1, or mix 0, at every rate', () => {
    const input = [music(12_000, 1), music(12_000, 2)]
    const dry = { ...PARAMS, thresholdDb: -60, makeupDb: 6, mix: 0 }
    for (const rate of RATES)
      for (const bands of [2, 3, 4])
        for (const params of [IDLE, dry]) {
          const crossovers = CROSSOVERS.slice(0, bands - 1)
          const bandParams = Array.from({ length: bands }, () => params)
          const { output } = run(input, bandParams, crossovers, rate)
          input.forEach((x, c) => {
            expect(nullDb(output[c], allPassed(x, crossovers, rate))).toBeLessThan(-140)
          })
        }
  })

  it('a half mix of make-up lies halfway between dry and wet', () => {
    const x = music(12_000, 3)
    const bandParams = idle(4).map((params) => ({ ...params, makeupDb: 6, mix: 0.5 }))
    const gain = (1 + dbToAmplitude(6)) / 2
    const expected = allPassed(x, CROSSOVERS, 48_000).map((value) => value * gain)
    expect(nullDb(run([x], bandParams).output[0], expected)).toBeLessThan(-125)
  })
})

describe('each band’s static curve', () => {
  const CHECKS = [-26, -22, -17, -10, 0]
  /** A tone well inside each band. */
  const TONES = [30, 300, 2_000, 14_000]

  it('is met by a settled sine to 0.1 dB, the other bands left alone', () => {
    const rate = 48_000
    TONES.forEach((freqHz, band) => {
      const bandParams = idle(4).map((params, k) =>
        k === band ? { ...PARAMS, attackMs: 0.1, releaseMs: 2_000 } : params,
      )
      for (const levelDb of CHECKS) {
        const x = generate(
          rate,
          (n) => dbToAmplitude(levelDb) * Math.sin((2 * Math.PI * freqHz * n) / rate),
        )
        // What reaches the band is a little below the tone.
        const w = (2 * Math.PI * freqHz) / rate
        const impulse = generate(16_384, (n) => (n === 0 ? 1 : 0))
        const [re, im] = spectrumAt(bandsOf(impulse, CROSSOVERS, rate)[band] ?? [], w)
        const inBandDb = levelDb + amplitudeToDb(Math.hypot(re, im))
        const { reductionsDb } = run([x], bandParams)
        const expected = inBandDb - staticCurveDb(PARAMS, inBandDb)
        expect(
          Math.abs((reductionsDb[band] ?? 0) - expected),
          `${freqHz} Hz at ${levelDb} dB`,
        ).toBeLessThan(0.1)
        reductionsDb.forEach((reduction, k) => {
          if (k !== band) expect(reduction).toBe(0)
        })
      }
    })
  })

  it('is met by DC in the lowest band to 0.01 dB (sources: compressor)', () => {
    for (const [inputDb, outputDb] of [
      [-23, -23],
      [-22, -22.0625],
      [-20, -20.5625],
      [-18, -19.5625],
      [-17, -19.25],
      [-10, -17.5],
      [0, -15],
    ] as const) {
      const x = generate(48_000, () => dbToAmplitude(inputDb))
      const y = run([x], [PARAMS, IDLE], [1_000]).output[0]
      expect(Math.abs(amplitudeToDb(y?.[47_999] ?? 0) - outputDb)).toBeLessThan(0.01)
    }
  })
})

describe('the ballistics', () => {
  /** Constant magnitude once the filters have settled (< 1 ms): DC below, Nyquist on top. */
  const lowest = (): 1 => 1
  const highest = (n: number): 1 | -1 => (n % 2 ? -1 : 1)

  for (const [name, bands, band, carrier] of [
    ['1', 2, 0, lowest],
    ['2', 2, 1, highest],
    ['3', 3, 2, highest],
    ['4', 4, 3, highest],
  ] as const)
    it(`of band ${name} reach 63.2 % ± 0.5 % of the way at t = τ, up and down`, () => {
      const rate = 48_000
      const step = rate / 4
      const full = 15
      const crossovers = [1_000, 2_000, 4_000].slice(0, bands - 1)
      const reductionAt = (x: Float32Array, params: BandParams, n: number) => {
        const bandParams = Array.from({ length: bands }, (_, k) => (k === band ? params : IDLE))
        const y = run([x], bandParams, crossovers).output[0]
        return -amplitudeToDb(Math.abs(y?.[n] ?? 0) / Math.abs(x[n] ?? 1))
      }
      const rise = generate(rate / 2, (n) => carrier(n) * dbToAmplitude(n < step ? -40 : 0))
      const up = reductionAt(rise, { ...PARAMS, attackMs: 100 }, step + 0.1 * rate - 1)
      expect(Math.abs(up / full - 0.632)).toBeLessThan(0.005)
      const fall = generate(rate / 2, (n) => carrier(n) * dbToAmplitude(n < step ? 0 : -40))
      const down = reductionAt(
        fall,
        { ...PARAMS, attackMs: 5, releaseMs: 200 },
        step + 0.2 * rate - 1,
      )
      expect(Math.abs(1 - down / full - 0.632)).toBeLessThan(0.005)
    })
})

describe('the channels', () => {
  it('share one gain per band: a channel at a quarter stays at a quarter', () => {
    const loud = music(24_000, 1)
    const { output } = run([loud, loud.map((value) => value / 4)], [PARAMS, PARAMS, PARAMS, PARAMS])
    output[1]?.forEach((value, n) => {
      if (value * 4 !== output[0]?.[n]) throw new Error(`ratio differs at frame ${n}`)
    })
  })

  it('a single one sounds as two equal ones', () => {
    const x = music(12_000, 1)
    const stereo = run([x, x], [PARAMS, PARAMS, PARAMS, PARAMS]).output[0]
    expect(run([x], [PARAMS, PARAMS, PARAMS, PARAMS]).output[0]).toEqual(stereo)
  })
})

describe('the kernel', () => {
  const stereo = [music(20_000, 1), music(20_000, 2)]
  const VARIANTS: readonly BandParams[] = [
    { ...PARAMS, thresholdDb: -30, makeupDb: 2 },
    { ...PARAMS, ratio: 2, kneeDb: 0, mix: 0.6 },
    { ...PARAMS, thresholdDb: -40, attackMs: 1, releaseMs: 300 },
    { ...PARAMS, ratio: 20, thresholdDb: -36, makeupDb: -3 },
  ]

  it('agrees with the float64 definition to −100 dBFS with 2, 3 and 4 bands at every rate', () => {
    for (const rate of RATES)
      for (const bands of [2, 3, 4]) {
        const [bandParams, crossovers] = [VARIANTS.slice(0, bands), CROSSOVERS.slice(0, bands - 1)]
        const { output } = run(stereo, bandParams, crossovers, rate)
        multibandOracle(stereo, bandParams, crossovers, rate).forEach((expected, c) => {
          expect(nullDb(output[c], expected)).toBeLessThan(-100)
        })
      }
  })

  it('gives the same bits for any blocking', () => {
    const whole = run(stereo, VARIANTS).output
    for (const blockFrames of [1, 64, 1021])
      expect(run(stereo, VARIANTS, CROSSOVERS, 48_000, blockFrames).output).toEqual(whole)
  })
})
