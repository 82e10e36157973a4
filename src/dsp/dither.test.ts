import { describe, expect, it } from 'vitest'
import { nodeKernels } from '../hosts/node/node-kernels'
import { NOISE_SHAPERS, type NoiseShaper, Quantiser, type QuantiserDither } from './dither'
import { thirdOctaveBands, welchPower } from './dither.oracle'

const kernels = nodeKernels()
const FRAMES = 2 ** 20
const BLOCK = 2 ** 16
const LSB = 2 ** -15
const SAMPLE_RATE = 44_100

const sine = (amplitude: number, frames = FRAMES): Float32Array =>
  Float32Array.from(
    { length: frames },
    (_, n) => amplitude * Math.sin((2 * Math.PI * 997 * n) / SAMPLE_RATE),
  )

const quantise = (
  channels: readonly Float32Array[],
  dither: QuantiserDither,
  seed = 1,
): { readonly integers: Int32Array[]; readonly clipped: number } => {
  const frames = channels[0]?.length ?? 0
  const options = { channelCount: channels.length, bitDepth: 16, dither, seed } as const
  const quantiser = new Quantiser(kernels, options, BLOCK)
  const integers = channels.map(() => new Int32Array(frames))
  for (let at = 0; at < frames; at += BLOCK) {
    const count = Math.min(BLOCK, frames - at)
    quantiser.quantise(
      channels.map((plane) => plane.subarray(at, at + count)),
      count,
    )
    for (const [channel, out] of integers.entries())
      out.set(quantiser.integers[channel]?.subarray(0, count) ?? [], at)
  }
  quantiser.release()
  return { integers, clipped: quantiser.clippedSamples }
}

/** Output − input, in LSB. */
const errorLsb = (input: Float32Array, dither: QuantiserDither, seed = 1): Float64Array => {
  const { integers } = quantise([input], dither, seed)
  return Float64Array.from(integers[0] ?? [], (value, i) => value - (input[i] ?? 0) / LSB)
}

const mean = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

const variance = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value * value, 0) / values.length - mean(values) ** 2

describe('no dither', () => {
  it('is at most half an LSB off and rounds halves up', () => {
    const error = errorLsb(sine(0.9, 2 ** 16), { kind: 'none' })
    expect(error.every((value) => Math.abs(value) <= 0.5)).toBe(true)
    const halves = Float32Array.of(0.5 * LSB, -0.5 * LSB, 1.5 * LSB)
    expect(quantise([halves], { kind: 'none' }).integers).toEqual([Int32Array.of(1, 0, 2)])
  })

  it('keeps silence silent', () => {
    const { integers } = quantise([new Float32Array(100)], { kind: 'none' })
    expect(integers[0]?.every((value) => value === 0)).toBe(true)
  })
})

describe('TPDF dither', () => {
  it.each([0.4, 1000])(
    'of a sine of %d LSB has error mean 0 ± 0.005 LSB, variance Δ²/4 ± 1 %, at most 1.5 LSB',
    (amplitudeLsb) => {
      const error = errorLsb(sine(amplitudeLsb * LSB), { kind: 'tpdf' })
      expect(Math.abs(mean(error))).toBeLessThan(0.005)
      expect(Math.abs(variance(error) / 0.25 - 1)).toBeLessThan(0.01)
      expect(error.every((value) => Math.abs(value) <= 1.5)).toBe(true)
    },
  )

  it('leaves no noise modulation: e² does not follow x² of a 0.4 LSB sine', () => {
    const input = sine(0.4 * LSB)
    const error = errorLsb(input, { kind: 'tpdf' })
    const power = Float64Array.from(input, (value) => (value / LSB) ** 2)
    const squared = error.map((value) => value * value)
    const product = squared.map((value, i) => value * (power[i] ?? 0))
    const covariance = mean(product) - mean(squared) * mean(power)
    const correlation = covariance / Math.sqrt(variance(squared) * variance(power))
    expect(Math.abs(correlation)).toBeLessThan(0.005)
  })

  it('has a floor of −93.32 dB under a full-scale sine at 16 bit', () => {
    const error = errorLsb(new Float32Array(FRAMES), { kind: 'tpdf' })
    const floorDb = 10 * Math.log10((variance(error) * LSB ** 2) / 0.5)
    expect(floorDb).toBeCloseTo(-93.32, 1)
  })

  it('is white within ± 0.5 dB', () => {
    const size = 1024
    const power = welchPower(errorLsb(sine(0.4 * LSB), { kind: 'tpdf' }), size)
    // 511 bins in bands of 7, each band the mean of 14 000 estimates.
    for (let bin = 1; bin + 7 <= size / 2; bin += 7) {
      const level = mean(power.subarray(bin, bin + 7))
      expect(Math.abs(10 * Math.log10(level / 0.25))).toBeLessThan(0.5)
    }
  })

  it('is independent between channels and between seeds', () => {
    const silence = new Float32Array(FRAMES)
    const { integers } = quantise([silence, silence], { kind: 'tpdf' }, 5)
    const [left = new Int32Array(0), right = new Int32Array(0)] = integers
    const other = quantise([silence], { kind: 'tpdf' }, 6).integers[0] ?? new Int32Array(0)
    for (const second of [right, other]) {
      const product = Float64Array.from(left, (value, i) => value * (second[i] ?? 0))
      expect(Math.abs(mean(product)) / 0.25).toBeLessThan(0.005)
    }
  })
})

describe('noise shaping', () => {
  // Published: total noise of each set over plain TPDF (10 lg (1 + Σ c²)), in dB.
  const TOTAL_DB: Readonly<Record<NoiseShaper, number>> = {
    lipshitz5: 12.2,
    modifiedE9: 7.6,
    wannamakerF3: 6.6,
    wannamakerF9: 18.4,
    improvedE9: 23.1,
  }
  const shapers = Object.keys(TOTAL_DB) as NoiseShaper[]

  const ntfPower = (shaper: NoiseShaper, freqHz: number): number => {
    const w = (2 * Math.PI * freqHz) / SAMPLE_RATE
    let real = 1
    let imaginary = 0
    NOISE_SHAPERS[shaper].forEach((c, k) => {
      real -= c * Math.cos(w * (k + 1))
      imaginary += c * Math.sin(w * (k + 1))
    })
    return real * real + imaginary * imaginary
  }

  it.each(shapers)(
    '%s: published total noise, and minimum phase (Gerzon–Craven: mean log 0)',
    (shaper) => {
      const total = NOISE_SHAPERS[shaper].reduce((sum, c) => sum + c * c, 1)
      expect(Math.abs(10 * Math.log10(total) - (TOTAL_DB[shaper] ?? 0))).toBeLessThan(0.06)
      const steps = 4096
      let logs = 0
      for (let k = 0; k < steps; k++)
        logs += 10 * Math.log10(ntfPower(shaper, ((k + 0.5) / steps) * (SAMPLE_RATE / 2)))
      expect(Math.abs(logs / steps)).toBeLessThan(0.05)
    },
  )

  it.each(shapers)(
    '%s: error spectrum is |NTF|² · Δ²/4 within 1 dB per third of an octave',
    (shaper) => {
      const size = 2 ** 14
      const input = sine(0.3, FRAMES / 2)
      const power = welchPower(errorLsb(input, { kind: 'shaped', shaper }), size)
      const binHz = SAMPLE_RATE / size
      for (const { lowHz, highHz } of thirdOctaveBands(63, 20_000)) {
        let measured = 0
        let expected = 0
        for (let bin = Math.ceil(lowHz / binHz); bin * binHz < Math.min(highHz, 21_500); bin++) {
          measured += power[bin] ?? 0
          expected += ntfPower(shaper, bin * binHz) / 4
        }
        expect(Math.abs(10 * Math.log10(measured / expected))).toBeLessThan(1)
      }
    },
  )

  it.each(shapers)('%s: clipping does not enter the loop, and ends with the clipping', (shaper) => {
    const input = new Float32Array(4000).fill(1.5, 1000, 2000)
    const { integers, clipped } = quantise([input], { kind: 'shaped', shaper })
    expect(clipped).toBe(1000)
    const reach = NOISE_SHAPERS[shaper].reduce((sum, c) => sum + 1.5 * Math.abs(c), 1.5)
    const after = integers[0]?.subarray(2000) ?? new Int32Array(0)
    expect(after.every((value) => Math.abs(value) <= reach)).toBe(true)
  })

  it('a NaN does not stay in the loop', () => {
    const input = new Float32Array(1000)
    input[10] = Number.NaN
    const { integers } = quantise([input], { kind: 'shaped', shaper: 'wannamakerF3' })
    expect(integers[0]?.subarray(11).every((value) => Math.abs(value) < 10)).toBe(true)
  })
})
