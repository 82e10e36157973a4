import { expect, test } from 'vitest'
import { amplitudeToDb } from '../../../core/decibels'
import { furthestApart } from '../../../core/testing/furthest-apart'
import { bandSection, type DynamicBandParams } from '../../../dsp/dynamics/dynamic-band'
import { dynamicBandOracle } from '../../../dsp/dynamics/dynamic-band.oracle'
import type { Biquad } from '../../../dsp/filters/section'
import { nodeKernels } from '../../../hosts/node/node-kernels'
import { defaultsOf, type ParameterValues } from '../../parameter'
import { runModule } from '../../testing/run-module'
import { noise } from '../../testing/signals'
import { dynamicEq } from '.'

const kernels = nodeKernels()
const RATES = [44_100, 48_000, 96_000, 192_000]

const run = (input: readonly Float32Array[], values: ParameterValues, sampleRate = 48_000) =>
  runModule(dynamicEq, { ...defaultsOf(dynamicEq.parameters), ...values }, input, {
    kernels,
    sampleRate,
    channelCount: input.length === 1 ? 1 : 2,
  })

const tone = (freqHz: number, rate: number, amplitude: number, seconds = 1) =>
  Float32Array.from(
    { length: rate * seconds },
    (_, n) => amplitude * Math.sin((2 * Math.PI * freqHz * n) / rate),
  )
const tailDb = (x: Float32Array) => {
  const tail = x.subarray(x.length / 2)
  return amplitudeToDb(Math.sqrt(tail.reduce((sum, v) => sum + v * v, 0) / tail.length))
}

/** |1 + (gain − 1)·H| in dB at a frequency. */
const staticDb = ({ b0, b1, b2, a1, a2 }: Biquad, gainDb: number, freqHz: number, rate: number) => {
  const w = (2 * Math.PI * freqHz) / rate
  const [c1, s1, c2, s2] = [Math.cos(w), -Math.sin(w), Math.cos(2 * w), -Math.sin(2 * w)]
  const [nr, ni] = [b0 + b1 * c1 + b2 * c2, b1 * s1 + b2 * s2]
  const [dr, di] = [1 + a1 * c1 + a2 * c2, a1 * s1 + a2 * s2]
  const power = dr * dr + di * di
  const k = 10 ** (gainDb / 20) - 1
  return amplitudeToDb(
    Math.hypot(1 + (k * (nr * dr + ni * di)) / power, (k * (ni * dr - nr * di)) / power),
  )
}

for (const shape of ['bell', 'low-shelf', 'high-shelf'] as const)
  for (const rate of RATES)
    test(`${shape} at ${rate} Hz: with the detector held at its range, the response is the static band’s to 0.01 dB`, () => {
      const band = { shape, freqHz: 3_000, q: 1 }
      const values: ParameterValues = {
        shape2: shape,
        freq2Hz: 3_000,
        q2: 1,
        detector2: 'absolute',
        threshold2Db: -60,
        ratio2: 20,
        range2Db: -6,
      }
      for (const freqHz of [1_000, 2_000, 3_000, 4_500, 9_000]) {
        const x = tone(freqHz, rate, 0.5)
        const change = tailDb(run([x], values, rate)[0] as Float32Array) - tailDb(x)
        const expected = staticDb(bandSection(band, rate), -6, freqHz, rate)
        expect(Math.abs(change - expected), `${freqHz} Hz`).toBeLessThan(0.01)
      }
    })

test('the relative detector does not care how loud the music is: 30 dB less in, 30 dB less out, to 0.01 dB', () => {
  const values: ParameterValues = { shape3: 'bell', threshold3Db: -20, range3Db: -8 }
  const music = noise(1, 48_000)[0] as Float32Array
  const loud = run([music], values)[0] as Float32Array
  const quiet = run([music.map((v) => v * 10 ** -1.5)], values)[0] as Float32Array
  expect(tailDb(loud)).toBeLessThan(tailDb(music))
  const shares = loud.map(
    (value, n) => Math.abs(value - (quiet[n] ?? 0) * 10 ** 1.5) / (2e-3 * Math.abs(value) + 1e-5),
  )
  expect(furthestApart(shares, new Float32Array(shares.length))).toBeLessThan(1)
})

test('a band that does not stand out leaves every bit alone', () => {
  const x = tone(200, 48_000, 0.5, 0.2)
  expect(run([x], { shape3: 'bell', threshold3Db: -12 })[0]).toEqual(x)
})

test('sibilance over music is cut by the range at most, the music below it stays to 0.1 dB', () => {
  const rate = 48_000
  const low = tone(200, rate, 0.05)
  const ess = tone(7_000, rate, 0.3)
  const mix = low.map((v, n) => v + (ess[n] ?? 0))
  const out = run([mix], {
    shape3: 'bell',
    threshold3Db: -20,
    ratio3: 20,
    range3Db: -8,
  })[0] as Float32Array
  const level = (x: Float32Array, freqHz: number) => {
    let [re, im] = [0, 0]
    for (let n = rate / 2; n < rate; n++) {
      re += (x[n] ?? 0) * Math.cos((2 * Math.PI * freqHz * n) / rate)
      im += (x[n] ?? 0) * Math.sin((2 * Math.PI * freqHz * n) / rate)
    }
    return amplitudeToDb(Math.hypot(re, im))
  }
  expect(level(out, 7_000) - level(mix, 7_000)).toBeCloseTo(-8, 1)
  expect(Math.abs(level(out, 200) - level(mix, 200))).toBeLessThan(0.1)
})

test('mid leaves the side alone, side leaves the mid alone, to rounding', () => {
  const [a, b] = noise(2, 9_600) as [Float32Array, Float32Array]
  const values: ParameterValues = { shape3: 'bell', threshold3Db: -40 }
  for (const [channel, sign] of [
    ['mid', -1],
    ['side', 1],
  ] as const) {
    const [l, r] = run([a, b], { ...values, channel }) as [Float32Array, Float32Array]
    const sum = (x: Float32Array, y: Float32Array) =>
      Float64Array.from(x, (value, n) => value + sign * (y[n] ?? 0))
    expect(furthestApart(sum(l, r), sum(a, b))).toBeLessThan(1e-6)
  }
})

test('the kernel follows the float64 reference to −120 dBFS', () => {
  const input = noise(2, 30_000).map((x) => x.map((v, n) => v * (n % 8_000 < 4_000 ? 0.5 : 0.05)))
  const params: DynamicBandParams = {
    shape: 'bell',
    freqHz: 3_000,
    q: 1.5,
    detector: 'absolute',
    thresholdDb: -30,
    ratio: 3,
    rangeDb: -6,
    attackMs: 2,
    releaseMs: 60,
  }
  const expected = dynamicBandOracle(input, params, 48_000)
  run(input, { shape2: 'bell', detector2: 'absolute', threshold2Db: -30 }).forEach((channel, c) => {
    expect(furthestApart(channel, expected[c] ?? [])).toBeLessThan(1e-6)
  })
})
