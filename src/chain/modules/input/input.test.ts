import { describe, expect, it } from 'vitest'
import { nodeKernels } from '../../../hosts/node/node-kernels'
import { defaultsOf, type ParameterValues } from '../../parameter'
import { runModule } from '../../testing/run-module'
import { noise, signal } from '../../testing/signals'
import { input } from './index'

const kernels = nodeKernels()
const RATES = [44_100, 48_000, 96_000, 192_000]

const run = (
  change: ParameterValues,
  audio: readonly Float32Array[],
  sampleRate = 48_000,
): readonly Float32Array[] =>
  runModule(input, { ...defaultsOf(input.parameters), ...change }, audio, {
    kernels,
    sampleRate,
    channelCount: audio.length === 1 ? 1 : 2,
  })

const peakDb = (samples: Float32Array | undefined): number =>
  20 * Math.log10((samples ?? new Float32Array()).reduce((m, x) => Math.max(m, Math.abs(x)), 0))

describe('input', () => {
  it('is neutral by default', () => {
    const audio = noise(2, 100)
    expect(run({}, audio)).toEqual(audio)
  })

  it('scales by its gain to within rounding', () => {
    const [left] = run({ gainDb: 6 }, [Float32Array.of(0.25, -0.5)])
    expect(left?.[0]).toBeCloseTo(0.25 * 10 ** (6 / 20), 7)
    expect(left?.[1]).toBeCloseTo(-0.5 * 10 ** (6 / 20), 7)
  })

  it('inverts each side on its own, exactly', () => {
    const [l, r] = noise(2, 100)
    const audio = [l ?? new Float32Array(), r ?? new Float32Array()]
    const [left, right] = run({ polarityRight: 'inverted' }, audio)
    expect(left).toEqual(l)
    expect(right).toEqual(r?.map((x) => -x))
  })

  it('turns the other side down as balance leans, off at 100 %', () => {
    const ones = () => [Float32Array.of(1), Float32Array.of(1)]
    expect(run({ balancePercent: 25 }, ones())).toEqual([Float32Array.of(0.75), Float32Array.of(1)])
    expect(run({ balancePercent: -100 }, ones())).toEqual([Float32Array.of(1), Float32Array.of(0)])
    expect(run({ balancePercent: 50 }, [Float32Array.of(1)])).toEqual([Float32Array.of(1)])
  })

  it('subtracts a constant ahead of the gain, exactly', () => {
    const audio = signal(2, 50, (frame, channel) => (channel === 0 ? 0.25 : 0.5) + frame / 1024)
    const [left, right] = run({ dcLeftPercent: 25, dcRightPercent: 50 }, audio)
    const ramp = Float32Array.from({ length: 50 }, (_, frame) => frame / 1024)
    expect(left).toEqual(ramp)
    expect(right).toEqual(ramp)
  })

  it('the subsonic filter, at its slowest, takes a constant below −100 dBFS within 5 s', () => {
    for (const rate of RATES)
      for (const highPassSlope of ['12', '24']) {
        const constant = [new Float32Array(5 * rate).fill(1)]
        const [out] = run({ highPassSlope, highPassHz: 10 }, constant, rate)
        expect(peakDb(out?.subarray(-1000))).toBeLessThan(-100)
      }
  })

  it('the subsonic filter at 10 Hz, 24 dB/oct, costs less than 0.05 dB at 20 Hz', () => {
    for (const rate of RATES) {
      const tone = signal(1, 2 * rate, (n) => 0.5 * Math.sin((2 * Math.PI * 20 * n) / rate))
      const [out] = run({ highPassSlope: '24', highPassHz: 10 }, tone, rate)
      const lossDb = peakDb(tone[0]) - peakDb(out?.subarray(rate))
      expect(Math.abs(lossDb)).toBeLessThan(0.05)
    }
  })
})
