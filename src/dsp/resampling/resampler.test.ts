import { expect, test } from 'vitest'
import { amplitudeToDb } from '../../core/decibels'
import { convert } from '../testing/convert'
import { seededNoise } from '../testing/seeded-noise'
import { polyphaseFilter } from './polyphase-filter'

const PAIRS = [
  [44_100, 48_000],
  [48_000, 44_100],
  [96_000, 44_100],
  [88_200, 96_000],
  [192_000, 48_000],
  [44_100, 192_000],
  [44_056, 48_000],
  [44_100, 47_952],
  [95_999, 44_100],
] as const

const sine = (freqHz: number, rate: number, frames: number, amplitude = 0.5): Float32Array =>
  Float32Array.from(
    { length: frames },
    (_, n) => amplitude * Math.sin((2 * Math.PI * freqHz * n) / rate),
  )

/** Least-squares fit of a tone over the middle of `x`; amplitude and phase of the tone, RMS of the rest. */
function fitTone(x: Float32Array, freqHz: number, rate: number) {
  const from = Math.floor(x.length / 4)
  const to = x.length - from
  let [cc, ss, cs, xc, xs] = [0, 0, 0, 0, 0]
  for (let n = from; n < to; n++) {
    const c = Math.cos((2 * Math.PI * freqHz * n) / rate)
    const s = Math.sin((2 * Math.PI * freqHz * n) / rate)
    const value = x[n] ?? 0
    cc += c * c
    ss += s * s
    cs += c * s
    xc += value * c
    xs += value * s
  }
  const determinant = cc * ss - cs * cs
  const a = (xc * ss - xs * cs) / determinant
  const b = (xs * cc - xc * cs) / determinant
  let rest = 0
  for (let n = from; n < to; n++) {
    const angle = (2 * Math.PI * freqHz * n) / rate
    rest += ((x[n] ?? 0) - a * Math.cos(angle) - b * Math.sin(angle)) ** 2
  }
  return {
    amplitude: Math.hypot(a, b),
    phase: Math.atan2(a, b),
    restRms: Math.sqrt(rest / (to - from)),
  }
}

const rmsOf = (x: Float32Array, skip: number): number => {
  const middle = x.subarray(skip, x.length - skip)
  return Math.sqrt(middle.reduce((sum, value) => sum + value * value, 0) / middle.length)
}

for (const [from, to] of PAIRS) {
  test(`${from} to ${to} Hz: a 997 Hz tone at −6 dBFS keeps level and phase, and the rest is below −140 dBc`, () => {
    const [out] = convert([sine(997, from, from / 2)], from, to)
    const { amplitude, phase, restRms } = fitTone(out as Float32Array, 997, to)
    expect(Math.abs(amplitudeToDb(amplitude / 0.5))).toBeLessThan(0.0001)
    expect(Math.abs(phase)).toBeLessThan(1e-6)
    expect(amplitudeToDb(restRms / (amplitude / Math.SQRT2))).toBeLessThan(-140)
  })

  test(`${from} to ${to} Hz: ±0.01 dB to 20 kHz`, () => {
    // Two at a time, one a channel: both channels are treated alike, as is asserted below.
    for (const pair of [
      [20, 1_000],
      [10_000, 15_000],
      [19_000, 20_000],
    ]) {
      const outs = convert(
        pair.map((freqHz) => sine(freqHz, from, from / 2)),
        from,
        to,
      )
      for (const [channel, freqHz] of pair.entries()) {
        const { amplitude } = fitTone(outs[channel] as Float32Array, freqHz, to)
        expect(Math.abs(amplitudeToDb(amplitude / 0.5)), `${freqHz} Hz`).toBeLessThan(0.01)
      }
    }
  })
}

for (const [from, to] of [
  [96_000, 44_100],
  [48_000, 44_100],
  [192_000, 48_000],
  [95_999, 44_100],
  [191_999, 48_000],
] as const)
  test(`${from} to ${to} Hz: a tone 500 Hz above the new Nyquist frequency is gone to −140 dB`, () => {
    const [out] = convert([sine(to / 2 + 500, from, from / 2)], from, to)
    const level = rmsOf(out as Float32Array, Math.floor(to / 20)) / (0.5 / Math.SQRT2)
    expect(amplitudeToDb(level)).toBeLessThan(-140)
  })

test.each([
  [8_001, 384_000],
  [384_000, 8_001],
  [352_799, 44_100],
  [11_025, 47_952],
] as const)(
  '%i to %i Hz: a tone in the middle of the band keeps its level, and nothing else is above −140 dBc',
  (from, to) => {
    const freqHz = Math.min(from, to) / 4 + 7
    const [out] = convert([sine(freqHz, from, from)], from, to)
    expect(out).toHaveLength(to)
    const { amplitude, phase, restRms } = fitTone(out as Float32Array, freqHz, to)
    expect(Math.abs(amplitudeToDb(amplitude / 0.5))).toBeLessThan(0.0001)
    expect(Math.abs(phase)).toBeLessThan(1e-6)
    expect(amplitudeToDb(restRms / (amplitude / Math.SQRT2))).toBeLessThan(-140)
  },
)

test('44.1 to 96 to 44.1 kHz nulls to −100 dB on content below 16 kHz', () => {
  const rate = 44_100
  const tones = [50, 440, 3_000, 9_000, 15_900].map((freqHz) => sine(freqHz, rate, rate, 0.15))
  const x = Float32Array.from({ length: rate }, (_, n) =>
    tones.reduce((sum, tone) => sum + (tone[n] ?? 0), 0),
  )
  const up = convert([x], rate, 96_000)
  const [back] = convert(up, 96_000, rate)
  const difference = Float32Array.from(back as Float32Array, (value, n) => value - (x[n] ?? 0))
  expect(amplitudeToDb(rmsOf(difference, 4_000) / rmsOf(x, 4_000))).toBeLessThan(-115)
})

test('an impulse stays at its place, and the length is round(n · L / M)', () => {
  const x = new Float32Array(10_001)
  x[4_410] = 1
  const [out] = convert([x], 44_100, 48_000)
  const peak = (out as Float32Array).reduce(
    (best, value, n, all) => (Math.abs(value) > Math.abs(all[best] ?? 0) ? n : best),
    0,
  )
  expect(peak).toBe(4_800)
  expect(out?.length).toBe(Math.round((10_001 * 48_000) / 44_100))
})

test('any blocking gives the same bits, and both channels are treated alike', () => {
  const noise = Float32Array.from({ length: 9_000 }, seededNoise(7))
  const [left, right] = convert([noise, noise], 44_100, 48_000)
  expect(right).toEqual(left)
  for (const blockFrames of [1, 64, 997])
    expect(convert([noise], 44_100, 48_000, blockFrames)[0]).toEqual(left)
  const odd = convert([noise], 44_056, 48_000)[0]
  for (const blockFrames of [1, 64, 997])
    expect(convert([noise], 44_056, 48_000, blockFrames)[0]).toEqual(odd)
})

test('every phase of the rates that files come in has a row of its own; odd rates share rows', () => {
  const rates = [8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000]
  for (const from of rates)
    for (const to of rates) expect(polyphaseFilter(from, to).interpolated).toBeNull()
  expect(polyphaseFilter(44_056, 48_000).interpolated).toBe(512)
})
