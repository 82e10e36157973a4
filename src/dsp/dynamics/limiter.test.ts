import { describe, expect, it } from 'vitest'
import { amplitudeToDb } from '../../core/decibels'
import { METER_SHAPE, VERIFIER_SHAPE } from '../resampling/interpolator'
import { seededNoise } from '../testing/seeded-noise'
import { truePeakOf } from './limiter.oracle'
import { limiterTiming } from './limiter-timing'
import { CEILING, FIXED, generate, limit, music, PARAMS, sine } from './testing/limited'

const MARGIN_DB = 0.05

/** The 2K-sample words of the reference's 1.4, `gap` frames apart, growing. */
const words = (frames: number): Float32Array => {
  const x = new Float32Array(frames)
  for (let k = 1; k <= 4; k++)
    for (let i = 0; i < k; i++) {
      const value = (i % 2 === 0 ? 1 : -1) * 0.9
      const middle = Math.round((frames * k) / 5)
      x[middle - 1 - i] = value
      x[middle + i] = value
    }
  return x
}

/** Zeros behind a signal, so that its end leaves the limiter. */
const padded = (x: Float32Array, frames: number): Float32Array => {
  const longer = new Float32Array(x.length + frames)
  longer.set(x)
  return longer
}

const overDb = (x: Float32Array, shape = VERIFIER_SHAPE): number =>
  amplitudeToDb(truePeakOf(x, shape) / CEILING)

describe('the ceiling', () => {
  for (const sampleRate of [44_100, 48_000, 96_000, 192_000]) {
    const seconds = 24_000 / sampleRate
    const tail = 0.02 * sampleRate
    it(`holds on music-like material at ${sampleRate} Hz, read by 16 × 128 taps`, () => {
      for (const [seed, params] of [PARAMS, FIXED].entries()) {
        const x = padded(music(sampleRate, seconds, seed), tail)
        const { output, lowest } = limit([x], params, sampleRate)
        expect(amplitudeToDb(lowest), 'a real reduction').toBeLessThan(-3)
        expect(overDb(output[0] ?? new Float32Array())).toBeLessThanOrEqual(0.04)
      }
    })

    it(`holds on tones, bursts and DC at ${sampleRate} Hz within the margin`, () => {
      const signals = {
        bass: sine(sampleRate, seconds, 50, 2),
        'quarter of the rate between samples': sine(
          sampleRate,
          seconds / 4,
          sampleRate / 4,
          2,
          Math.PI / 4,
        ),
        '0.4 of the rate': sine(sampleRate, seconds / 4, 0.4 * sampleRate, 2),
        DC: generate(4000, () => 1.5),
        'bursts of 5 kHz': generate(12_000, (n) =>
          n % 3000 < 600 ? 3 * Math.sin((2 * Math.PI * 5000 * n) / sampleRate) : 0,
        ),
      }
      for (const [name, x] of Object.entries(signals)) {
        // A hard edge has content up to half the rate, where interpolators differ: hold the meter's own.
        const edges = name === 'DC' || name === 'bursts of 5 kHz'
        const { output } = limit([padded(x, tail)], PARAMS, sampleRate)
        expect(
          overDb(output[0] ?? new Float32Array(), edges ? METER_SHAPE : VERIFIER_SHAPE),
          name,
        ).toBeLessThanOrEqual(edges ? 0.001 : MARGIN_DB)
      }
    })
  }

  it('holds on full-band noise and on inter-sample words, read by the detector itself', () => {
    const next = seededNoise(3)
    for (const x of [generate(12_000, () => 2 * next()), words(8000)]) {
      const { output } = limit([padded(x, 1000)], { ...PARAMS, attackMs: 1, holdMs: 0 }, 48_000)
      expect(overDb(output[0] ?? new Float32Array(), METER_SHAPE)).toBeLessThanOrEqual(0.01)
    }
  })
})

describe('the ceiling by the longer detector', () => {
  it('holds on noise of the whole band, where the shorter one is 0.1 dB and more too low', () => {
    const next = seededNoise(3)
    const x = padded(
      generate(24_000, () => 0.5 * next()),
      2000,
    )
    const guard = { ceiling: 0.4, attackMs: 1.5, holdMs: 2, releaseMs: 30, link: 1 } as const
    const over = (shape: typeof METER_SHAPE): number => {
      const { output } = limit([x], guard, 48_000, { shape })
      return amplitudeToDb(truePeakOf(output[0] ?? new Float32Array(), VERIFIER_SHAPE) / 0.4)
    }
    expect(over(METER_SHAPE)).toBeGreaterThan(0.1)
    expect(over(VERIFIER_SHAPE)).toBeLessThanOrEqual(0.02)
  })
})

describe('the gain', () => {
  it('is exactly 1 below the ceiling: the input comes out bit for bit, delayed', () => {
    const x = music(48_000, 0.5, 1).map((value) => value * 0.25)
    const { latencyFrames } = limiterTiming(PARAMS, 48_000)
    const { output, lowest } = limit([x, x.map((value) => -value)], PARAMS, 48_000)
    expect(lowest).toBe(1)
    expect(output[0]?.subarray(latencyFrames)).toEqual(x.subarray(0, x.length - latencyFrames))
    expect(latencyFrames).toBe(192 + 32)
  })

  it('comes back to exactly 1 after a peak', () => {
    const x = generate(96_000, (n) => (n === 100 ? 2 : 0.1 * Math.sin(n / 7)))
    const { output } = limit([x], FIXED, 48_000)
    const { latencyFrames } = limiterTiming(FIXED, 48_000)
    const from = 100 + latencyFrames + 19 * 0.12 * 48_000
    expect(output[0]?.subarray(from + latencyFrames)).toEqual(
      x.subarray(from, x.length - latencyFrames),
    )
  })

  it('falls once and rises once around one peak', () => {
    for (const params of [PARAMS, FIXED]) {
      const x = generate(30_000, (n) => (n === 8000 ? 3 : 0.25))
      const { output } = limit([x], params, 48_000)
      const { latencyFrames, attackFrames } = limiterTiming(params, 48_000)
      const gains = (output[0] ?? new Float32Array()).subarray(latencyFrames)
      const around = gains.map((value, n) => (n === 8000 ? value / 3 : value) / 0.25)
      around[8000] = (gains[8000] ?? 0) / 3
      let largestRise = 0
      let largestFall = 0
      for (let n = 1; n < around.length; n++) {
        const change = (around[n] ?? 0) - (around[n - 1] ?? 0)
        if (n <= 8000) largestRise = Math.max(largestRise, change)
        else if (n > 8000 + attackFrames) largestFall = Math.max(largestFall, -change)
      }
      expect(largestRise, 'rise before the peak').toBeLessThanOrEqual(1e-7)
      expect(largestFall, 'fall after it').toBeLessThanOrEqual(1e-7)
      expect(Math.max(...around)).toBe(1)
    }
  })

  it('keeps the ratio of the channels when linked, and leaves the quiet one alone when not', () => {
    const loud = music(48_000, 0.3, 4)
    const quiet = loud.map((value) => value * 0.125)
    const linked = limit([loud, quiet], PARAMS, 48_000).output
    linked[1]?.forEach((value, n) => {
      expect(value * 8).toBe(linked[0]?.[n])
    })
    const { latencyFrames } = limiterTiming(PARAMS, 48_000)
    const free = limit([loud, quiet], { ...PARAMS, link: 0 }, 48_000).output
    expect(free[1]?.subarray(latencyFrames)).toEqual(
      quiet.subarray(0, quiet.length - latencyFrames),
    )
    expect(free[0]).toEqual(limit([loud], PARAMS, 48_000).output[0])
  })

  it('leaves a 50 Hz tone clean at +7 dB of drive with the default times', () => {
    const x = sine(48_000, 2.1, 50, 10 ** (7 / 20) * CEILING)
    for (const params of [PARAMS, FIXED]) {
      const y = (limit([x], params, 48_000).output[0] ?? new Float32Array()).subarray(
        48_000,
        96_000,
      )
      // 50 whole periods: correlation gives each harmonic's amplitude exactly.
      const harmonic = (k: number): number => {
        let re = 0
        let im = 0
        y.forEach((value, n) => {
          re += value * Math.cos((2 * Math.PI * 50 * k * n) / 48_000)
          im += value * Math.sin((2 * Math.PI * 50 * k * n) / 48_000)
        })
        return Math.hypot(re, im)
      }
      const distortion = Math.hypot(...[2, 3, 4, 5, 6, 7].map(harmonic))
      // 32-bit samples end near −150 dB.
      expect(amplitudeToDb(distortion / harmonic(1))).toBeLessThan(-120)
    }
  })
})
