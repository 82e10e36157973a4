import { describe, expect, it } from 'vitest'
import { amplitudeToDb } from '../../core/decibels'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { Oversampler } from '../resampling/oversampler'
import { seededNoise } from '../testing/seeded-noise'
import { Clipper, type ClipperParams } from './clipper'
import { clipCurve, clippedBy } from './clipper.oracle'

const kernels = nodeKernels()
const RATE = 48_000

const clip = (
  x: Float32Array,
  params: ClipperParams,
  sampleRate = RATE,
  blockFrames = 4096,
): { y: Float32Array; latencyFrames: number } => {
  const scope = kernels.scope()
  const audio = scope.f32(4096)
  const clipper = new Clipper(kernels, params, sampleRate, 1)
  const y = new Float32Array(x.length)
  for (let at = 0; at < x.length; at += blockFrames) {
    const part = x.subarray(at, at + blockFrames)
    audio.view.set(part)
    clipper.process([audio.pointer], part.length)
    y.set(audio.view.subarray(0, part.length), at)
  }
  clipper.dispose()
  scope.release()
  return { y, latencyFrames: clipper.latencyFrames }
}

/** Fourier component of one second (`hz` whole), amplitude and phase against a sine. */
const component = (y: Float32Array, hz: number): { sine: number; level: number } => {
  let re = 0
  let im = 0
  y.forEach((value, n) => {
    re += value * Math.cos((2 * Math.PI * hz * n) / RATE)
    im += value * Math.sin((2 * Math.PI * hz * n) / RATE)
  })
  return { sine: (2 * im) / y.length, level: (2 * Math.hypot(re, im)) / y.length }
}

const sine = (seconds: number, hz: number, amplitude: number): Float32Array =>
  Float32Array.from(
    { length: seconds * RATE },
    (_, n) => amplitude * Math.sin((2 * Math.PI * hz * n) / RATE),
  )

/** Fourier series of an odd curve over one period of a sine, by a fine Riemann sum. */
const harmonicOf = (curve: (x: number) => number, amplitude: number, order: number): number => {
  const points = 1 << 16
  let sum = 0
  for (let n = 0; n < points; n++) {
    const angle = (2 * Math.PI * (n + 0.5)) / points
    sum += curve(amplitude * Math.sin(angle)) * Math.sin(order * angle)
  }
  return (2 * sum) / points
}

/** Clipping without skipping: what the clipper is, from its parts. */
const clipAll = (x: Float32Array, { ceiling, softness }: ClipperParams): Float32Array => {
  const scope = kernels.scope()
  const oversampler = new Oversampler(kernels, scope, RATE, 8)
  const audio = scope.f32(4096)
  const y = new Float32Array(x.length)
  for (let at = 0; at < x.length; at += 4096) {
    const part = x.subarray(at, at + 4096)
    audio.view.set(part)
    const high = oversampler.up(audio.pointer, part.length)
    const width = ceiling * softness
    kernels.call.clipResidual(high, part.length * 8, ceiling * (1 - softness), width)
    oversampler.down(audio.pointer, part.length)
    part.forEach((_, n) => {
      const delayed = x[at + n - oversampler.latencyFrames] ?? 0
      y[at + n] = delayed + (audio.view[n] as number)
    })
  }
  scope.release()
  return y
}

/** Noise in bursts of `length` frames, one in every `every`, over quiet tones. */
const bursts = (frames: number, every: number, length: number): Float32Array => {
  const next = seededNoise(11)
  return Float32Array.from(
    { length: frames },
    (_, n) => 0.2 * Math.sin(n / 9) + (n % every < length ? 0.9 : 0.02) * next(),
  )
}

describe('the clipper', () => {
  it('leaves sound under its bend alone, bit for bit', () => {
    const x = sine(0.2, 997, 0.6)
    const { y, latencyFrames } = clip(x, { ceiling: 0.9, softness: 0.3 })
    expect(y.subarray(latencyFrames)).toEqual(x.subarray(0, x.length - latencyFrames))
  })

  it('makes the harmonics that its curve has, to 0.1 dB, from hard to soft', () => {
    for (const softness of [0, 0.3, 1]) {
      const params = { ceiling: 0.5, softness }
      const { y } = clip(sine(1.5, 1000, 1), params)
      const settled = y.subarray(RATE / 2)
      for (const order of [1, 3, 5, 7]) {
        const expected = Math.abs(harmonicOf(clipCurve(params), 1, order))
        if (expected < 1e-4) continue
        const { level } = component(settled, order * 1000)
        expect(Math.abs(amplitudeToDb(level / expected))).toBeLessThan(0.1)
      }
    }
  })

  it('is odd: no even harmonics and no DC', () => {
    const settled = clip(sine(1.5, 1000, 1), { ceiling: 0.5, softness: 0.3 }).y.subarray(RATE / 2)
    for (const hz of [0, 2000, 4000, 6000]) expect(component(settled, hz).level).toBeLessThan(1e-6)
  })

  it('keeps alias products of a hard clip at +6 dB under −60 dB at 5 kHz', () => {
    // Sources: oversampling: −67 dB at 8× with ideal decimation, all products below 20 kHz together.
    const settled = clip(sine(1.5, 5000, 1), { ceiling: 0.5, softness: 0 }).y.subarray(RATE / 2)
    const fundamental = component(settled, 5000).level
    let aliases = 0
    for (let hz = 1000; hz < 20_000; hz += 1000)
      if (hz % 10_000 !== 5000) aliases += component(settled, hz).level ** 2
    expect(10 * Math.log10(aliases) - amplitudeToDb(fundamental)).toBeLessThan(-60)
  })

  it('skips what cannot reach the bend without changing a bit, in any blocking', () => {
    const params = { ceiling: 0.7, softness: 0.3 }
    for (const [every, length] of [
      [3000, 40],
      [700, 3],
      [130, 60],
    ] as const) {
      const x = bursts(9000, every, length)
      const whole = clipAll(x, params)
      expect(whole).not.toEqual(clipAll(x, { ceiling: 9, softness: 0 }))
      for (const blockFrames of [1, 37, 1021, 4096]) {
        const { y } = clip(x, params, RATE, blockFrames)
        const what = `bursts of ${length} in blocks of ${blockFrames}`
        expect(
          y.findIndex((value, n) => !Object.is(value, whole[n])),
          what,
        ).toBe(-1)
      }
    }
  })

  for (const sampleRate of [44_100, 48_000, 96_000, 192_000])
    it(`agrees with the float64 oracle within −130 dB and leaves quiet sound alone at ${sampleRate} Hz`, () => {
      const params = { ceiling: Math.fround(0.7), softness: 0.25 }
      const x = bursts(1500, 500, 100)
      const { y, latencyFrames } = clip(x, params, sampleRate)
      const wanted = clippedBy(params, Float64Array.from(x), sampleRate, latencyFrames)
      const worst = y.reduce(
        (most, value, n) => Math.max(most, Math.abs(value - (wanted[n] as number))),
        0,
      )
      expect(amplitudeToDb(worst)).toBeLessThan(-130)
      const quiet = x.map((value) => value / 4)
      const same = clip(quiet, params, sampleRate).y.subarray(latencyFrames)
      expect(same).toEqual(quiet.subarray(0, quiet.length - latencyFrames))
    })
})
