import { expect, test } from 'vitest'
import { amplitudeToDb } from '../../../core/decibels'
import { furthestApart } from '../../../core/testing/furthest-apart'
import { nodeKernels } from '../../../hosts/node/node-kernels'
import { defaultsOf, type ParameterValues } from '../../parameter'
import { runModule } from '../../testing/run-module'
import { noise } from '../../testing/signals'
import { stereo } from '.'

const RATES = [44_100, 48_000, 96_000, 192_000]
const kernels = nodeKernels()
const run = (input: readonly Float32Array[], values: ParameterValues, sampleRate = 48_000) =>
  runModule(stereo, { ...defaultsOf(stereo.parameters), ...values }, input, {
    kernels,
    sampleRate,
    channelCount: 2,
  }) as [Float32Array, Float32Array]

const tone = (freqHz: number, rate: number, amplitude = 0.5) =>
  Float32Array.from(
    { length: rate / 2 },
    (_, n) => amplitude * Math.sin((2 * Math.PI * freqHz * n) / rate),
  )
const negative = (x: Float32Array) => x.map((value) => -value)
const settledDb = (x: Float32Array) => {
  const tail = x.subarray(x.length / 2)
  return amplitudeToDb(Math.sqrt(tail.reduce((sum, v) => sum + v * v, 0) / tail.length))
}

test('mono bass leaves the mono sum as it was, to rounding, at every rate', () => {
  const [left, right] = noise(2, 20_000) as [Float32Array, Float32Array]
  for (const rate of RATES) {
    const [l, r] = run([left, right], { monoBass: 'on' }, rate)
    const sum = (a: Float32Array, b: Float32Array) =>
      Float64Array.from(a, (x, n) => x + (b[n] ?? 0))
    expect(furthestApart(sum(l, r), sum(left, right))).toBeLessThan(4e-7)
  }
})

test('mono bass takes 24 dB an octave off the side: −6 dB at 100 Hz, −48 dB or less at 25 Hz', () => {
  for (const rate of RATES) {
    const side = (freqHz: number) => {
      const x = tone(freqHz, rate)
      return settledDb(run([x, negative(x)], { monoBass: 'on' }, rate)[0]) - settledDb(x)
    }
    expect(side(100)).toBeCloseTo(-6.02, 1)
    expect(side(25)).toBeLessThan(-46)
    expect(Math.abs(side(1_000))).toBeLessThan(0.01)
  }
})

test('width 0 is mono, width 200 % doubles the side of a tone in the middle band', () => {
  const widths = (percent: number) => ({
    widthLowPercent: percent,
    widthMidPercent: percent,
    widthHighPercent: percent,
    guard: 'off',
  })
  const [left, right] = noise(2, 5_000) as [Float32Array, Float32Array]
  const [l, r] = run([left, right], widths(0))
  expect(l).toEqual(r)
  const x = tone(1_000, 48_000, 0.25)
  const wide = run([x, negative(x)], widths(200))[0]
  expect(settledDb(wide) - settledDb(x)).toBeCloseTo(6.0206, 3)
})

test('each width acts on its own band, 0.1 dB', () => {
  for (const rate of RATES)
    for (const [id, freqHz] of [
      ['widthLowPercent', 40],
      ['widthMidPercent', 1_000],
      ['widthHighPercent', 16_000],
    ] as const) {
      const values: ParameterValues = { [id]: 50, guard: 'off' }
      for (const probe of [40, 1_000, 16_000]) {
        const x = tone(probe, rate)
        const change = settledDb(run([x, negative(x)], values, rate)[0]) - settledDb(x)
        expect(
          Math.abs(change - (probe === freqHz ? -6.0206 : 0)),
          `${id} at ${probe} Hz`,
        ).toBeLessThan(0.1)
      }
    }
})

test('the mid carries the bands’ all-pass: what was hard left stays there to −40 dB', () => {
  for (const freqHz of [100, 250, 1_000, 4_000, 10_000]) {
    const x = tone(freqHz, 48_000)
    const [l, r] = run([x, new Float32Array(x.length)], { widthHighPercent: 101, guard: 'off' })
    expect(settledDb(r) - settledDb(l)).toBeLessThan(-40)
  }
})

test('the guard holds widened side at the mid’s level, and never narrows what came in', () => {
  const [a, b] = noise(2, 96_000) as [Float32Array, Float32Array]
  const left = a.map((value, n) => 0.3 * value + 0.2 * (b[n] ?? 0))
  const right = a.map((value, n) => 0.3 * value - 0.2 * (b[n] ?? 0))
  const wide = { widthLowPercent: 200, widthMidPercent: 200, widthHighPercent: 200 }
  const correlation = ([l, r]: readonly [Float32Array, Float32Array]) => {
    let [lr, ll, rr] = [0, 0, 0]
    for (let n = 48_000; n < l.length; n++) {
      lr += (l[n] ?? 0) * (r[n] ?? 0)
      ll += (l[n] ?? 0) ** 2
      rr += (r[n] ?? 0) ** 2
    }
    return lr / Math.sqrt(ll * rr)
  }
  expect(correlation(run([left, right], { ...wide, guard: 'off' }))).toBeLessThan(-0.2)
  expect(correlation(run([left, right], wide))).toBeGreaterThan(-0.02)
  const antiphase = [a, negative(a)] as const
  const kept = run(antiphase, wide)[0]
  const late = (x: Float32Array) => settledDb(x)
  expect(Math.abs(late(kept) - late(a))).toBeLessThan(0.1)
})
