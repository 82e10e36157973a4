import { describe, expect, it } from 'vitest'
import { amplitudeToDb } from '../../../core/decibels'
import { nodeKernels } from '../../../hosts/node/node-kernels'
import { defaultsOf, type ParameterValues } from '../../parameter'
import { chainOf, through } from '../../testing/run-module'
import { signal } from '../../testing/signals'
import { saturation } from '.'

const RATE = 48_000
const bench = { kernels: nodeKernels(), sampleRate: RATE, channelCount: 1 } as const
const DEFAULTS = defaultsOf(saturation.parameters)

const render = (values: ParameterValues, input: readonly Float32Array[]): Float32Array => {
  const chain = chainOf(saturation, { ...DEFAULTS, ...values }, bench, { force: true })
  const output = through(chain, input)
  chain.dispose()
  return output[0] as Float32Array
}

const tones = (frames: number, hz: readonly number[], amplitude: number) =>
  signal(1, frames, (n) =>
    hz.reduce((sum, f) => sum + amplitude * Math.sin((2 * Math.PI * f * n) / RATE), 0),
  )

/** Level of a component over the last half of a second, dB. */
const levelDb = (y: Float32Array, hz: number): number => {
  const part = y.subarray(y.length - RATE / 2)
  let re = 0
  let im = 0
  part.forEach((value, n) => {
    re += value * Math.cos((2 * Math.PI * hz * n) / RATE)
    im += value * Math.sin((2 * Math.PI * hz * n) / RATE)
  })
  return amplitudeToDb((2 * Math.hypot(re, im)) / part.length)
}

const meanOf = (y: Float32Array): number => {
  const part = y.subarray(y.length - RATE / 2)
  return part.reduce((sum, value) => sum + value, 0) / part.length
}

describe('saturation', () => {
  it('is neutral without mix and trim only: no drive makes a bent curve straight', () => {
    const neutral = (values: ParameterValues) => saturation.isNeutral({ ...DEFAULTS, ...values })
    expect(neutral({ mixPercent: 0, driveDb: 24 })).toBe(true)
    expect(neutral({ mixPercent: 0, trimDb: 1 })).toBe(false)
    expect(neutral({ driveDb: -12 })).toBe(false)
  })

  it('makes even harmonics with bias, and no DC: under −100 dBFS', () => {
    const input = tones(2 * RATE, [1000], 0.8)
    for (const curve of ['tape', 'tube', 'clip']) {
      const straight = render({ curve, driveDb: 6 }, input)
      expect(levelDb(straight, 2000), 'no bias').toBeLessThan(-110)
      const y = render({ curve, driveDb: 6, biasPercent: 50 }, input)
      expect(levelDb(y, 2000), curve).toBeGreaterThan(-35)
      expect(amplitudeToDb(Math.abs(meanOf(y))), `${curve}: DC`).toBeLessThan(-100)
    }
  })

  it('mixes in proportion: half the mix, half the third harmonic', () => {
    const input = tones(RATE, [1000], 0.8)
    const third = (mixPercent: number) => levelDb(render({ driveDb: 6, mixPercent }, input), 3000)
    expect(third(100) - third(50)).toBeCloseTo(amplitudeToDb(2), 3)
  })

  it('bends the focused band alone, and gives nothing back outside it', () => {
    const input = tones(RATE, [100, 5000], 0.45)
    const change = (focus: string, focusHz: number, hz: number): number => {
      const y = render({ driveDb: 6, focus, focusHz }, input)
      return levelDb(y, hz)
    }
    // Third harmonic of the bass, third of the treble, and their difference tone 5000 − 2·100.
    expect(change('off', 3000, 300)).toBeGreaterThan(-45)
    expect(change('high', 3000, 300)).toBeLessThan(-110)
    expect(change('high', 3000, 15_000)).toBeGreaterThan(-45)
    expect(change('high', 3000, 100)).toBeCloseTo(amplitudeToDb(0.45), 1)
    expect(change('low', 300, 300)).toBeGreaterThan(-50)
    expect(change('low', 300, 15_000)).toBeLessThan(-110)
    expect(change('mid', 5000, 15_000)).toBeGreaterThan(-50)
    expect(change('mid', 5000, 300)).toBeLessThan(-90)
  })

  it('trims its output', () => {
    const input = tones(RATE, [1000], 0.5)
    const plain = levelDb(render({ driveDb: 6 }, input), 1000)
    expect(levelDb(render({ driveDb: 6, trimDb: -3 }, input), 1000)).toBeCloseTo(plain - 3, 4)
  })
})
