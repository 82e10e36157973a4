import { describe, expect, it } from 'vitest'
import { amplitudeToDb, powerToDb } from '../../core/decibels'
import { furthestApart } from '../../core/testing/furthest-apart'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { seededNoise } from '../testing/seeded-noise'
import { type SaturationCurve, Saturator, type SaturatorParams } from './saturator'
import { CURVES, driven, saturatedBy } from './saturator.oracle'

const kernels = nodeKernels()
const NAMES: readonly SaturationCurve[] = ['tape', 'tube', 'clip']
const PLAIN: SaturatorParams = {
  curve: 'tape',
  drive: 2,
  bias: 0,
  wet: 1,
  factor: 4,
  before: [],
  after: [],
}
const RATES = [44_100, 48_000, 96_000, 192_000]

/** Output with the delay taken off; the input is followed by silence. */
const saturate = (
  x: Float32Array,
  params: SaturatorParams,
  sampleRate = 48_000,
): { y: Float32Array; latencyFrames: number } => {
  const scope = kernels.scope()
  const audio = scope.f32(4096)
  const saturator = new Saturator(kernels, params, sampleRate, 1)
  const { latencyFrames } = saturator
  const y = new Float32Array(x.length + latencyFrames)
  for (let at = 0; at < y.length; at += 4096) {
    const frames = Math.min(4096, y.length - at)
    audio.view.fill(0)
    audio.view.set(x.subarray(at, at + frames))
    saturator.process([audio.pointer], frames, frames === 4096)
    y.set(audio.view.subarray(0, frames), at)
  }
  saturator.dispose()
  scope.release()
  return { y: y.subarray(latencyFrames), latencyFrames }
}

/** What the kernel takes away from each of `x`. */
const residuals = (x: Float32Array, curve: number, drive: number, bias: number): Float32Array => {
  const scope = kernels.scope()
  const region = scope.f32(x.length)
  region.view.set(x)
  kernels.call.saturate(region.pointer, x.length, curve, drive, bias, 1)
  const y = region.view.slice()
  scope.release()
  return y
}

const sine = (frames: number, hz: number, amplitude: number, sampleRate = 48_000): Float32Array =>
  Float32Array.from(
    { length: frames },
    (_, n) => amplitude * Math.sin((2 * Math.PI * hz * n) / sampleRate),
  )

/** Amplitude of one Fourier component of `y`, a whole number of periods long. */
const level = (y: Float32Array, hz: number, sampleRate: number): number => {
  const step = (2 * Math.PI * hz) / sampleRate
  let re = 0
  let im = 0
  y.forEach((value, n) => {
    re += value * Math.cos(step * n)
    im += value * Math.sin(step * n)
  })
  return ((hz === 0 ? 1 : 2) * Math.hypot(re, im)) / y.length
}

/** Fourier series of a curve over one period of a sine, by a fine Riemann sum. */
const harmonicOf = (curve: (x: number) => number, amplitude: number, order: number): number => {
  const points = 1 << 14
  let re = 0
  let im = 0
  for (let n = 0; n < points; n++) {
    const angle = (2 * Math.PI * (n + 0.5)) / points
    const value = curve(amplitude * Math.sin(angle))
    re += value * Math.cos(order * angle)
    im += value * Math.sin(order * angle)
  }
  return (2 * Math.hypot(re, im)) / points
}

const ladder = Float32Array.from({ length: 8000 }, (_, i) => 10 ** ((i - 6000) / 1000))

describe('the curves', () => {
  for (const [index, curve] of NAMES.entries()) {
    it(`${curve} is odd to 1e-12 by definition and bit for bit in the kernel`, () => {
      const of = (sign: 1 | -1) => Float64Array.from(ladder, (x) => sign * CURVES[curve](sign * x))
      expect(furthestApart(of(1), of(-1))).toBeLessThan(1e-12)
      const up = residuals(ladder, index, 1.7, 0)
      const down = residuals(
        ladder.map((x) => -x),
        index,
        1.7,
        0,
      )
      expect(up).toEqual(down.map((x) => -x))
    })

    it(`${curve} agrees with float64 to 5e-7 of its input, to 1e-6 where bias divides by the slope there (0.48 at least)`, () => {
      for (const bias of [0, 0.3, -0.8]) {
        const params = { curve, drive: 2, bias: Math.fround(bias) }
        for (const sign of [1, -1]) {
          const x = ladder.map((value) => sign * value)
          const residual = residuals(x, index, params.drive, params.bias)
          let worst = 0
          residual.forEach((value, i) => {
            const exact = driven(params, x[i] as number)
            const scale = Math.abs(x[i] as number) + (bias === 0 ? 0 : 1)
            worst = Math.max(worst, Math.abs((x[i] as number) + value - exact) / scale)
          })
          expect(worst, `bias ${bias}`).toBeLessThan(bias === 0 ? 5e-7 : 1e-6)
        }
      }
    })

    it(`${curve} ends at ±1 and stays finite to +600 dB`, () => {
      const [high, huge] = residuals(Float32Array.of(20_000, 1e30, 0, 0), index, 1, 0)
      expect(20_000 + (high as number)).toBeCloseTo(1, 2)
      expect(huge).toBeCloseTo(-1e30, -24)
    })
  }
})

describe('the saturator', () => {
  for (const curve of NAMES)
    it(`makes the harmonics of the ${curve} curve to 0.1 dB, with and without bias`, () => {
      for (const bias of [0, 0.4]) {
        const params = { ...PLAIN, curve, bias }
        const settled = saturate(sine(9600, 1000, 0.9), params).y.subarray(2400, 7200)
        for (const order of [1, 2, 3, 4, 5, 7]) {
          const expected = harmonicOf((x) => driven(params, x), 0.9, order)
          const measured = level(settled, order * 1000, 48_000)
          const what = `harmonic ${order}, bias ${bias}`
          if (expected < 1e-5) expect(measured, what).toBeLessThan(2e-5)
          else expect(Math.abs(amplitudeToDb(measured / expected)), what).toBeLessThan(0.1)
        }
      }
    })

  it('has gain 1 within 0.01 dB for small sounds, and leaves those below −180 dB bit-exact', () => {
    for (const curve of NAMES)
      for (const bias of [0, 0.8]) {
        const x = sine(4800, 1000, 0.001)
        const { y } = saturate(x, { ...PLAIN, curve, bias })
        const gain = level(y.subarray(2400), 1000, 48_000) / level(x.subarray(2400), 1000, 48_000)
        expect(Math.abs(amplitudeToDb(gain)), `${curve} ${bias}`).toBeLessThan(0.01)
      }
    const tiny = sine(4800, 1000, 1e-10)
    expect(saturate(tiny, PLAIN).y).toEqual(tiny)
  })

  it('only delays where nothing is mixed in', () => {
    const x = sine(5000, 997, 0.9)
    expect(saturate(x, { ...PLAIN, wet: 0 }).y).toEqual(x)
  })

  for (const sampleRate of RATES)
    it(`keeps alias products of tanh +6 dB at 5 kHz under −110 dB at ${sampleRate} Hz`, () => {
      // All products below 20 kHz together (sources: oversampling); every one falls on a multiple of 100 Hz.
      const frames = sampleRate / 100
      const settle = frames
      const x = sine(2 * frames + settle, 5000, 1, sampleRate)
      const y = saturate(x, PLAIN, sampleRate).y.subarray(settle, settle + frames)
      let power = 0
      for (let hz = 100; hz < 20_000; hz += 100)
        if (hz % 5000 !== 0) power += level(y, hz, sampleRate) ** 2
      expect(powerToDb(power) - amplitudeToDb(level(y, 5000, sampleRate))).toBeLessThan(-110)
    })

  it('agrees with the float64 oracle within −125 dB on noise and tones, 4× and 8×', () => {
    const noise = seededNoise(7)
    const x = sine(1500, 700, 0.7).map((value) => value + 0.5 * noise())
    for (const curve of NAMES)
      for (const factor of [4, 8] as const) {
        const params = { ...PLAIN, curve, factor, bias: Math.fround(0.3) }
        const { y, latencyFrames } = saturate(x, params)
        const wanted = saturatedBy(params, Float64Array.from(x), 48_000, latencyFrames)
        let worst = 0
        for (let n = latencyFrames; n < x.length; n++)
          worst = Math.max(
            worst,
            Math.abs((y[n - latencyFrames] as number) - (wanted[n] as number)),
          )
        expect(amplitudeToDb(worst), `${curve} ${factor}×`).toBeLessThan(-125)
      }
  })

  it('gives the harmonics the same level at 44.1, 48, 96 and 192 kHz within 0.1 dB', () => {
    for (const order of [1, 3, 5, 7, 9, 11, 13]) {
      const levels = RATES.map((sampleRate) => {
        const frames = sampleRate / 20
        const y = saturate(sine(2 * frames, 1200, 1, sampleRate), PLAIN, sampleRate).y
        return amplitudeToDb(
          level(y.subarray(frames / 2, frames / 2 + frames), order * 1200, sampleRate),
        )
      })
      expect(Math.max(...levels) - Math.min(...levels), `harmonic ${order}`).toBeLessThan(0.1)
    }
  })
})
