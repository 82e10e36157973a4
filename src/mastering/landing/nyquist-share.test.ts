import { expect, it } from 'vitest'
import { seededNoise } from '../../dsp/testing/seeded-noise'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { storeOf } from '../testing/mix'
import { nyquistShareDb } from './nyquist-share'

const RATE = 44_100
const HOP_FRAMES = 44
const kernels = nodeKernels()

/** Of a second of these channels, around all of it but for its first and last tenth. */
const shareDb = (channels: number, wave: (t: number) => number): number => {
  const samples = Float32Array.from({ length: RATE }, (_, n) => wave(n / RATE))
  const audio = storeOf(RATE, Array(channels).fill(samples))
  const stretches = [
    { first: 100, end: 400 },
    { first: 500, end: 900 },
  ]
  return nyquistShareDb(audio, { hopFrames: HOP_FRAMES, stretches }, kernels)
}

const sine = (hz: number, t: number): number => Math.sin(2 * Math.PI * hz * t)

it('is that of white noise where there is any, however short, and none of a tone below', () => {
  for (const channels of [1, 2]) {
    const noise = seededNoise(1)
    const white = shareDb(channels, () => 0.3 * noise())
    expect(white).toBeGreaterThan(-14)
    expect(white).toBeLessThan(-11)
    expect(shareDb(channels, (t) => 0.5 * sine(1000, t) + 0.2 * sine(18_000, t))).toBeLessThan(-80)
    const burst = shareDb(channels, (t) => (t > 0.6 && t < 0.7 ? 0.3 * noise() : sine(100, t)))
    expect(burst).toBeGreaterThan(-14.5)
  }
})

it('follows what lies there, in dB', () => {
  const at = (level: number) => shareDb(2, (t) => 0.5 * sine(1000, t) + level * sine(21_900, t))
  expect(at(0.05)).toBeCloseTo(-20, 0)
  expect(at(0.005)).toBeCloseTo(-40, 0)
})

it('is nothing of silence, and where nothing is limited', () => {
  expect(shareDb(1, () => 0)).toBe(Number.NEGATIVE_INFINITY)
  const audio = storeOf(RATE, [new Float32Array(RATE).fill(0.5)])
  const nowhere = { hopFrames: HOP_FRAMES, stretches: [] }
  expect(nyquistShareDb(audio, nowhere, kernels)).toBe(Number.NEGATIVE_INFINITY)
})
