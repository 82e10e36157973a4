import { describe, expect, it } from 'vitest'
import { amplitudeToDb } from '../../core/decibels'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { METER_SHAPE, VERIFIER_SHAPE } from '../resampling/interpolator'
import { seededNoise } from '../testing/seeded-noise'
import { TruePeakLimiter } from './limiter'
import { limitedBy, truePeakOf } from './limiter.oracle'
import { type LimiterParams, limiterTiming } from './limiter-timing'

const kernels = nodeKernels()
/** −1 dBTP less the internal margin of 0.05 dB (sources: limiter). */
const CEILING = 10 ** (-1.05 / 20)
const MARGIN_DB = 0.05
const PARAMS: LimiterParams = {
  ceiling: CEILING,
  attackMs: 4,
  holdMs: 12,
  releaseMs: 120,
  slow: { chargeMs: 250, releaseMs: 720 },
  link: 1,
}
const QUICK: LimiterParams = {
  ...PARAMS,
  slow: { chargeMs: 250, releaseMs: 420, mostDb: 3 },
  quick: { holdMs: 2, releaseMs: 30 },
}
const FIXED: LimiterParams = { ceiling: CEILING, attackMs: 4, holdMs: 12, releaseMs: 120, link: 1 }

const generate = (frames: number, at: (n: number) => number): Float32Array =>
  Float32Array.from({ length: frames }, (_, n) => at(n))

/**
 * Bass, a chord, and a drum of band-limited noise four times a second, at about +6 dBFS. The noise
 * passes four averages over 3 frames, so that little is left near half the rate, as in music.
 */
const music = (sampleRate: number, seconds: number, seed: number): Float32Array => {
  const next = seededNoise(seed)
  const frames = Math.round(sampleRate * seconds)
  let hits = generate(frames, (n) => next() * Math.exp(-((n / sampleRate) % 0.25) / 0.03))
  for (let pass = 0; pass < 4; pass++) {
    const x = hits
    hits = generate(frames, (n) => ((x[n - 1] ?? 0) + (x[n] ?? 0) + (x[n + 1] ?? 0)) / 3)
  }
  const tone = (n: number, hz: number) => Math.sin((2 * Math.PI * hz * n) / sampleRate + seed)
  return generate(
    frames,
    (n) =>
      0.7 * tone(n, 55) +
      0.3 * (tone(n, 440) + tone(n, 557) + tone(n, 3301)) +
      0.1 * tone(n, 9001) +
      2 * (hits[n] ?? 0),
  )
}

/** Faded at both ends over 10 ms: a hard start or stop has content up to half the rate. */
const sine = (
  sampleRate: number,
  seconds: number,
  hz: number,
  amplitude: number,
  phase = 0,
): Float32Array => {
  const frames = Math.round(sampleRate * seconds)
  const fade = 0.01 * sampleRate
  return generate(
    frames,
    (n) =>
      Math.min(1, n / fade, (frames - n) / fade) *
      amplitude *
      Math.sin((2 * Math.PI * hz * n) / sampleRate + phase),
  )
}

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

const limit = (
  input: readonly Float32Array[],
  params: LimiterParams,
  sampleRate: number,
  blockFrames = 4096,
): { output: Float32Array[]; lowest: number } => {
  const limiter = new TruePeakLimiter(kernels, params, sampleRate, input.length === 1 ? 1 : 2)
  const scope = kernels.scope()
  const audio = input.map(() => scope.f32(4096))
  const output = input.map((x) => new Float32Array(x.length))
  let lowest = 1
  for (let at = 0; at < (input[0]?.length ?? 0); at += blockFrames) {
    const frames = Math.min(blockFrames, (input[0]?.length ?? 0) - at)
    audio.forEach(({ view }, c) => {
      view.set(input[c]?.subarray(at, at + frames) ?? [])
    })
    lowest = Math.min(
      lowest,
      limiter.process(
        audio.map(({ pointer }) => pointer),
        frames,
      ),
    )
    audio.forEach(({ view }, c) => {
      output[c]?.set(view.subarray(0, frames), at)
    })
  }
  limiter.dispose()
  scope.release()
  return { output, lowest }
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

describe('the kernels', () => {
  const stereo = [music(48_000, 0.25, 5), music(48_000, 0.25, 6).map((value) => value * 0.7)]

  it('agree with the float64 definition to −90 dBFS', () => {
    for (const params of [FIXED, QUICK, { ...PARAMS, link: 0.4, attackMs: 1.5, holdMs: 0 }]) {
      const { output } = limit(stereo, params, 48_000)
      limitedBy(stereo, params, 48_000).forEach((expected, c) => {
        const errors = expected.map((value, n) => Math.abs((output[c]?.[n] ?? 0) - value))
        expect(amplitudeToDb(Math.max(...errors))).toBeLessThan(-90)
      })
    }
  })

  it('give the same bits for any blocking', () => {
    for (const params of [QUICK, { ...QUICK, link: 0.4 }]) {
      const whole = limit(stereo, params, 48_000).output
      for (const blockFrames of [1, 64, 1021])
        limit(stereo, params, 48_000, blockFrames).output.forEach((channel, c) => {
          expect(channel.findIndex((value, n) => value !== whole[c]?.[n])).toBe(-1)
        })
    }
  })

  it('skip only what could not have mattered', () => {
    const { call } = kernels
    const scope = kernels.scope()
    const line = scope.f32(4096 + 256)
    const peaks = scope.f32(4096 + 8)
    const limiter = new TruePeakLimiter(kernels, PARAMS, 48_000, 1)
    const { coefficients, excess } = limiter.detector
    line.view.set(music(48_000, 0.09, 7).map((value) => value * 0.5))
    const read = (threshold: number): Float32Array => {
      const { perPeak, perSecondDifference } = excess
      call.intervalPeaks(
        line.pointer + 4 * 64,
        peaks.pointer,
        4096,
        coefficients.pointer,
        threshold,
        1 + perPeak,
        perSecondDifference,
      )
      return peaks.view.slice(0, 4096)
    }
    const every = read(-1)
    const some = read(0.8)
    let skipped = 0
    some.forEach((value, n) => {
      if (value === 0) {
        skipped++
        expect(every[n]).toBeLessThanOrEqual(0.8)
      } else expect(value).toBe(every[n])
    })
    expect(skipped).toBeGreaterThan(1000)
    limiter.dispose()
    scope.release()
  })
})
