import { describe, expect, it } from 'vitest'
import { amplitudeToDb } from '../../core/decibels'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { seededNoise } from '../testing/seeded-noise'
import { Oversampler } from './oversampler'

const kernels = nodeKernels()
const FACTORS = [2, 4, 8] as const
const RATES = [44_100, 48_000, 96_000, 192_000]

/** Both ways, and what the high rate held in between. */
const roundTrip = (
  x: Float32Array,
  sampleRate: number,
  factor: 2 | 4 | 8,
  blockFrames = 4096,
): { high: Float32Array; back: Float32Array; latencyFrames: number } => {
  const scope = kernels.scope()
  const oversampler = new Oversampler(kernels, scope, sampleRate, factor)
  const audio = scope.f32(4096)
  const memory = kernels.call.memory.buffer
  const high = new Float32Array(x.length * factor)
  const back = new Float32Array(x.length)
  for (let at = 0; at < x.length; at += blockFrames) {
    const part = x.subarray(at, at + blockFrames)
    audio.view.set(part)
    const top = oversampler.up(audio.pointer, part.length)
    high.set(new Float32Array(memory, top, part.length * factor), at * factor)
    oversampler.down(audio.pointer, part.length)
    back.set(audio.view.subarray(0, part.length), at)
  }
  scope.release()
  return { high, back, latencyFrames: oversampler.latencyFrames }
}

const magnitude = (h: Float32Array, cyclesPerFrame: number): number => {
  let re = 0
  let im = 0
  h.forEach((value, n) => {
    re += value * Math.cos(2 * Math.PI * cyclesPerFrame * n)
    im += value * Math.sin(2 * Math.PI * cyclesPerFrame * n)
  })
  return Math.hypot(re, im)
}

describe('the oversampler', () => {
  for (const sampleRate of RATES)
    for (const factor of FACTORS)
      it(`passes to 20 kHz within 0.001 dB, images under −100 dB: ${factor}× at ${sampleRate} Hz`, () => {
        const x = new Float32Array(512)
        x[3] = 1
        const { high, back, latencyFrames } = roundTrip(x, sampleRate, factor)
        expect(Number.isInteger(latencyFrames)).toBe(true)
        expect(back.indexOf(Math.max(...back))).toBe(3 + latencyFrames)
        for (let hz = 0; hz <= 20_000; hz += 500) {
          const passed = amplitudeToDb(magnitude(back, hz / sampleRate))
          expect(Math.abs(passed), `${hz} Hz there and back`).toBeLessThan(0.001)
          for (let image = 1; image <= factor / 2; image++)
            for (const at of [image * sampleRate - hz, image * sampleRate + hz]) {
              if (at > (factor * sampleRate) / 2 || at < sampleRate / 2) continue
              const level = magnitude(high, at / (sampleRate * factor)) / factor
              expect(amplitudeToDb(level), `image at ${at} Hz`).toBeLessThan(-100)
            }
        }
      })

  it('gives the same bits for any blocking', () => {
    const x = Float32Array.from({ length: 5000 }, seededNoise(1))
    for (const factor of FACTORS) {
      const whole = roundTrip(x, 48_000, factor)
      for (const blockFrames of [1, 64, 1021])
        for (const key of ['high', 'back'] as const) {
          const cut = roundTrip(x, 48_000, factor, blockFrames)[key]
          expect(cut.findIndex((value, n) => value !== whole[key][n])).toBe(-1)
        }
    }
  })

  it('bounds what the way up gives by the samples and their second differences', () => {
    const next = seededNoise(3)
    const signals = {
      noise: () => Float32Array.from({ length: 2000 }, next),
      'signs at random': () => Float32Array.from({ length: 2000 }, () => Math.sign(next())),
      'a smooth tone': () => Float32Array.from({ length: 2000 }, (_, n) => Math.sin(n / 5)),
    }
    for (const sampleRate of RATES)
      for (const [name, make] of Object.entries(signals)) {
        const x = make()
        const scope = kernels.scope()
        const { perPeak, perSecondDifference } = new Oversampler(kernels, scope, sampleRate, 8)
          .bound
        scope.release()
        const { high } = roundTrip(x, sampleRate, 8)
        const bend = x.map((value, n) => value - 2 * (x[n - 1] ?? 0) + (x[n - 2] ?? 0))
        const most = (values: Float32Array) =>
          values.reduce((top, value) => Math.max(top, Math.abs(value)), 0)
        const limit = most(x) * (1 + perPeak) + most(bend) * perSecondDifference
        expect(most(high), `${name} at ${sampleRate} Hz`).toBeLessThanOrEqual(limit)
      }
  })
})
