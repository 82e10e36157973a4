import { describe, expect, it } from 'vitest'
import { amplitudeToDb, dbToAmplitude } from '../../core/decibels'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { inBlocks } from '../testing/in-blocks'
import { seededNoise } from '../testing/seeded-noise'
import { Compressor, type CompressorParams } from './compressor'
import { compressedBy, staticCurveDb } from './compressor.oracle'

const kernels = nodeKernels()
const RATE = 48_000
const PARAMS: CompressorParams = {
  thresholdDb: -20,
  ratio: 4,
  kneeDb: 6,
  detector: 'peak',
  link: 'max',
  ballistics: { attackMs: 10, releaseMs: 100 },
  smoothing: 'branching',
  makeupDb: 0,
  mix: 1,
}

const generate = (frames: number, at: (n: number) => number): Float32Array =>
  Float32Array.from({ length: frames }, (_, n) => at(n))

const compress = (
  input: readonly Float32Array[],
  params: CompressorParams,
  blockFrames = 4096,
  sampleRate = RATE,
): Float32Array[] => {
  const compressor = new Compressor(kernels, params, sampleRate)
  const output = inBlocks(kernels, input, blockFrames, (...block) => compressor.process(...block))
  compressor.dispose()
  return output
}

/** Gain in dB that the output shows at frame n. */
const gainDbAt = (output: Float32Array | undefined, input: Float32Array, n: number): number =>
  amplitudeToDb((output?.[n] ?? 0) / (input[n] ?? 0))

/** Drum-like bursts over a tone. */
const music = (frames: number, seed: number): Float32Array => {
  const next = seededNoise(seed)
  return generate(frames, (n) => {
    const noise = next()
    return (
      0.3 * Math.sin(n * 0.011 + seed) +
      0.15 * Math.sin(n * 0.31) +
      0.5 * noise * Math.exp(-(n % 9000) / 1200)
    )
  })
}

describe('the static curve', () => {
  /** Sources: compressor: T −20, R 4, W 6. */
  const CHECKS = [
    [-23, -23],
    [-22, -22.0625],
    [-20, -20.5625],
    [-18, -19.5625],
    [-17, -19.25],
    [-10, -17.5],
    [0, -15],
  ] as const

  it('is met by settled DC to 0.01 dB', () => {
    for (const [inputDb, outputDb] of CHECKS) {
      const x = generate(RATE, () => dbToAmplitude(inputDb))
      expect(staticCurveDb(PARAMS, inputDb)).toBeCloseTo(outputDb, 10)
      for (const detector of ['peak', 'rms'] as const) {
        const y = compress([x], { ...PARAMS, detector })[0]
        expect(Math.abs(amplitudeToDb(y?.[RATE - 1] ?? 0) - outputDb)).toBeLessThan(0.01)
      }
    }
  })

  it('is met by a settled sine to 0.1 dB, at its peak or at its RMS', () => {
    for (const detector of ['peak', 'rms'] as const)
      for (const levelDb of [-22, -17, -10, 0]) {
        const params: CompressorParams = {
          ...PARAMS,
          detector,
          ballistics: { attackMs: 0.1, releaseMs: 2000 },
        }
        const crestDb = detector === 'rms' ? 10 * Math.log10(2) : 0
        const amplitude = dbToAmplitude(levelDb + crestDb)
        const x = generate(RATE, (n) => amplitude * Math.sin((2 * Math.PI * 1000 * n) / RATE))
        const peak = RATE - 36
        const gainDb = gainDbAt(compress([x], params)[0], x, peak)
        expect(Math.abs(gainDb - (staticCurveDb(PARAMS, levelDb) - levelDb))).toBeLessThan(0.1)
      }
  })

  it('holds for a hard knee', () => {
    const x = generate(RATE, () => dbToAmplitude(-8))
    const y = compress([x], { ...PARAMS, kneeDb: 0 })[0]
    expect(Math.abs(amplitudeToDb(y?.[RATE - 1] ?? 0) + 17)).toBeLessThan(0.01)
  })
})

describe('the ballistics', () => {
  it('reach 63.2 % ± 0.5 % of the way at t = τ, up and down', () => {
    const step = RATE / 2
    const x = generate(RATE, (n) => dbToAmplitude(n < step ? -40 : n < step + 24_000 ? 0 : -40))
    const full = 15
    const up = compress([x], { ...PARAMS, ballistics: { attackMs: 50, releaseMs: 100 } })[0]
    const atTau = -gainDbAt(up, x, step + 0.05 * RATE - 1)
    expect(Math.abs(atTau / full - 0.632)).toBeLessThan(0.005)

    const fall = generate(RATE, (n) => dbToAmplitude(n < step ? 0 : -40))
    const down = compress([fall], { ...PARAMS, ballistics: { attackMs: 5, releaseMs: 100 } })[0]
    const released = 1 + gainDbAt(down, fall, step + 0.1 * RATE - 1) / full
    expect(Math.abs(released - 0.632)).toBeLessThan(0.005)
  })

  it('follow the crest factor: a steady sine gives 80 ms and 0.92 s', () => {
    const params: CompressorParams = { ...PARAMS, ballistics: 'auto', detector: 'rms' }
    const tone = (n: number) => Math.sin((2 * Math.PI * 1000 * n) / RATE)
    // Settled at −40 dB, a step of level leaves C² away from 2 for a while: read the steps instead.
    const scope = kernels.scope()
    const power = scope.f32(4096)
    const steps = scope.f64(2 * 4096)
    const state = scope.f64(5)
    state.view.set([1 - Math.exp(-1000 / (200 * RATE)), 1 / (0.16 * RATE), 1 / (1.84 * RATE)])
    for (let block = 0; block < 36; block++) {
      power.view.set(generate(4096, (n) => tone(n + block * 4096) ** 2))
      kernels.call.crestSteps(power.pointer, steps.pointer, 4096, state.pointer, 1)
    }
    const timeMs = (step: number) => -1000 / (RATE * Math.log(1 - step))
    expect(Math.abs(timeMs(steps.view[8190] ?? 0) / 80 - 1)).toBeLessThan(0.01)
    expect(Math.abs(timeMs(steps.view[8191] ?? 0) / 920 - 1)).toBeLessThan(0.01)
    scope.release()
    // And a full run: after the onset the reduction never overshoots its goal.
    const x = generate(2 * RATE, (n) => 0.5 * tone(n))
    expect(gainDbAt(compress([x], params)[0], x, 2 * RATE - 36)).toBeLessThan(-6)
  })

  it('release slowly only after sustained reduction when program-dependent', () => {
    const slow = { chargeMs: 300, releaseMs: 1500 }
    const params: CompressorParams = { ...PARAMS, ballistics: { attackMs: 1, releaseMs: 80 }, slow }
    const reductionAfter = (loudFrames: number): number => {
      const x = generate(RATE + loudFrames, (n) => dbToAmplitude(n < loudFrames ? 0 : -40))
      return -gainDbAt(compress([x], params)[0], x, loudFrames + 0.4 * RATE)
    }
    expect(reductionAfter(0.005 * RATE)).toBeLessThan(0.5)
    expect(reductionAfter(2 * RATE)).toBeGreaterThan(10)
  })
})

describe('the gain', () => {
  it('is exactly 1 at ratio 1 without make-up, whatever else is set', () => {
    const x = music(20_000, 3)
    for (const mix of [1, 0.37])
      expect(compress([x, x], { ...PARAMS, ratio: 1, mix, sidechainHighPassHz: 80 })[0]).toEqual(x)
  })

  it('is the same for both channels', () => {
    const loud = music(24_000, 1)
    const quiet = loud.map((value) => value * 0.25)
    for (const link of ['max', 'power'] as const) {
      const [left, right] = compress([loud, quiet], { ...PARAMS, link })
      right?.forEach((value, n) => {
        if (value * 4 !== left?.[n]) throw new Error(`ratio differs at frame ${n}`)
      })
    }
  })

  it('counts equal channels 3 dB louder under the power sum', () => {
    const x = generate(RATE, () => dbToAmplitude(-10))
    const y = compress([x, x], { ...PARAMS, link: 'power' })[0]
    const summed = -10 + 10 * Math.log10(2)
    const expected = staticCurveDb(PARAMS, summed) - summed
    expect(Math.abs(gainDbAt(y, x, RATE - 1) - expected)).toBeLessThan(0.01)
  })

  it('ignores bass under the side-chain high-pass', () => {
    const x = generate(RATE, (n) => 0.5 * Math.sin((2 * Math.PI * 20 * n) / RATE))
    const y = compress([x], { ...PARAMS, sidechainHighPassHz: 200 })[0]
    // 20 Hz lies 40 dB below at 200 Hz, second order: under threshold and knee.
    expect(y?.subarray(RATE / 2)).toEqual(x.subarray(RATE / 2))
  })
})

describe('the kernels', () => {
  const stereo = [music(20_000, 1), music(20_000, 2)]
  const VARIANTS: readonly CompressorParams[] = [
    PARAMS,
    { ...PARAMS, detector: 'rms', smoothing: 'decoupled', sidechainHighPassHz: 80, mix: 0.6 },
    { ...PARAMS, ballistics: 'auto', detector: 'rms', link: 'power', makeupDb: 3 },
    { ...PARAMS, ratio: 1.8, kneeDb: 0, slow: { chargeMs: 300, releaseMs: 900 } },
  ]

  it('agree with the float64 definition to −90 dBFS at 44.1 and 192 kHz', () => {
    for (const sampleRate of [44_100, 192_000])
      for (const params of VARIANTS) {
        const output = compress(stereo, params, 4096, sampleRate)
        compressedBy(stereo, params, sampleRate).forEach((expected, c) => {
          const errors = expected.map((value, n) => Math.abs((output[c]?.[n] ?? 0) - value))
          expect(amplitudeToDb(Math.max(...errors))).toBeLessThan(-90)
        })
      }
  })

  it('give the same bits for any blocking', () => {
    for (const params of VARIANTS) {
      const whole = compress(stereo, params)
      for (const blockFrames of [1, 64, 1021])
        compress(stereo, params, blockFrames).forEach((channel, c) => {
          expect(channel.findIndex((value, n) => value !== whole[c]?.[n])).toBe(-1)
        })
    }
  })
})
