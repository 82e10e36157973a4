import { expect, test } from 'vitest'
import { amplitudeToDb } from '../../../core/decibels'
import { furthestApart } from '../../../core/testing/furthest-apart'
import { nodeKernels } from '../../../hosts/node/node-kernels'
import { runModule } from '../../testing/run-module'
import { transientShaper } from '.'
import { shapeTransientsOracle } from './transient-shaper.oracle'

const RATE = 48_000
const bench = { kernels: nodeKernels(), sampleRate: RATE, channelCount: 1 as const }
const values = (attackPercent: number, sustainPercent: number) => ({
  attackPercent,
  sustainPercent,
  mixPercent: 100,
})
const run = (x: Float32Array, attack: number, sustain: number): Float32Array =>
  runModule(transientShaper, values(attack, sustain), [x], bench)[0] as Float32Array

/** A 1 kHz hit every half second, decaying with 60 ms. */
const hits = (amplitude: number): Float32Array =>
  Float32Array.from({ length: 2 * RATE }, (_, n) => {
    const since = (n % (RATE / 2)) / RATE
    return amplitude * Math.exp(-since / 0.06) * Math.sin(2 * Math.PI * 1_000 * since)
  })

const levelDb = (x: Float32Array, fromMs: number, toMs: number): number => {
  const part = x.subarray((RATE * fromMs) / 1000, (RATE * toMs) / 1000)
  return amplitudeToDb(Math.sqrt(part.reduce((sum, value) => sum + value * value, 0) / part.length))
}

test('the control does not depend on level: 20 dB more in is 20 dB more out, to 0.001 dB', () => {
  const loud = run(hits(0.8), 60, -40)
  const quiet = run(hits(0.08), 60, -40)
  const shares = loud.map(
    (value, n) => Math.abs(value - 10 * (quiet[n] ?? 0)) / (1e-4 * Math.abs(value) + 1e-6),
  )
  expect(furthestApart(shares, new Float32Array(shares.length))).toBeLessThan(1)
})

test('attack lifts the first 10 ms of a hit and leaves its tail; sustain does the reverse', () => {
  const dry = hits(0.5)
  const change = (wet: Float32Array, from: number, to: number) =>
    levelDb(wet, 1000 + from, 1000 + to) - levelDb(dry, 1000 + from, 1000 + to)
  const sharp = run(dry, 100, 0)
  expect(change(sharp, 0, 10)).toBeGreaterThan(3)
  expect(Math.abs(change(sharp, 150, 300))).toBeLessThan(0.5)
  const soft = run(dry, -100, 0)
  expect(change(soft, 0, 10)).toBeLessThan(-3)
  const long = run(dry, 0, 100)
  expect(Math.abs(change(long, 0, 5))).toBeLessThan(1)
  expect(change(long, 150, 300)).toBeGreaterThan(3)
})

test('a steady tone settles within 1 dB of where it was, from 60 Hz up', () => {
  for (const freqHz of [60, 200, 1_000, 8_000]) {
    const tone = Float32Array.from({ length: 3 * RATE }, (_, n) =>
      Math.sin((2 * Math.PI * freqHz * n) / RATE),
    )
    const change = levelDb(run(tone, 100, 100), 2000, 3000) - levelDb(tone, 2000, 3000)
    expect(Math.abs(change), `${freqHz} Hz`).toBeLessThan(1)
  }
})

test('the kernel follows the float64 reference to −120 dBFS', () => {
  const x = hits(0.7)
  const expected = shapeTransientsOracle(x, RATE, values(70, 30))
  expect(furthestApart(run(x, 70, 30), expected)).toBeLessThan(1e-6)
})
