import { describe, expect, it } from 'vitest'
import { nodeKernels } from '../../../hosts/node/node-kernels'
import { defaultsOf, type ParameterValues } from '../../parameter'
import { type Bench, runModule } from '../../testing/run-module'
import { impulse, noise } from '../../testing/signals'
import { BAND_TYPES } from './bands'
import { equaliser, equaliserResponseDb } from './index'

const kernels = nodeKernels()
const RATES = [44_100, 48_000, 96_000, 192_000]
const defaults = defaultsOf(equaliser.parameters)
const bench = (sampleRate: number, channelCount: 1 | 2 = 2): Bench => ({
  kernels,
  sampleRate,
  channelCount,
})

const band = (n: number, change: object): ParameterValues =>
  Object.fromEntries(
    Object.entries(change).map(([key, value]) => [
      key === 'freqHz' ? `freq${n}Hz` : key === 'gainDb' ? `gain${n}Db` : `${key}${n}`,
      value,
    ]),
  )

const with_ = (...changes: readonly ParameterValues[]): ParameterValues =>
  Object.assign({}, defaults, ...changes)

/** Magnitude in dB of a signal's spectrum at one frequency, float64 sum. */
const spectrumDb = (signal: Float32Array, freqHz: number, sampleRate: number): number => {
  const step = (2 * Math.PI * freqHz) / sampleRate
  let [re, im] = [0, 0]
  for (const [n, x] of signal.entries()) {
    re += x * Math.cos(step * n)
    im += x * Math.sin(step * n)
  }
  return 10 * Math.log10(re * re + im * im)
}

const peakDb = (signal: Float32Array): number =>
  20 * Math.log10(signal.reduce((peak, x) => Math.max(peak, Math.abs(x)), 0))

const difference = (a: Float32Array | undefined, b: Float32Array | undefined): Float32Array =>
  (a ?? new Float32Array()).map((x, n) => x - (b?.[n] ?? 0))

const PROBES = [100, 1000, 3000, 9000, 16_000, 20_000]

describe('the equaliser', () => {
  for (const [type] of BAND_TYPES)
    for (const rate of RATES)
      it(`measures as it plots within 0.01 dB: ${type} at ${rate} Hz`, () => {
        for (const freqHz of [300, 3000, 12_000]) {
          const values = with_(band(3, { type, freqHz, gainDb: 6, q: 1.3, slope: '24' }))
          const input = impulse(2, Math.round(rate * 0.1))
          const [left] = runModule(equaliser, values, input, bench(rate), { force: true })
          const plotted = equaliserResponseDb(values, rate, PROBES, 'mid')
          for (const [index, probe] of PROBES.entries()) {
            const expected = plotted[index] ?? 0
            // Float32 samples carry nothing worth comparing far below the signal.
            if (expected > -80)
              expect(
                Math.abs(spectrumDb(left ?? new Float32Array(), probe, rate) - expected),
              ).toBeLessThan(0.01)
          }
        }
      })

  it('undoes a boost by the same cut: null below −140 dB', () => {
    for (const rate of RATES)
      for (const type of ['bell', 'low-shelf', 'high-shelf', 'tilt'])
        for (const channel of ['stereo', 'mid', 'side']) {
          const pair = [6, -6].map((gainDb, index) =>
            band(3 + index, { type, freqHz: 900, gainDb, q: 0.9, channel }),
          )
          const input = noise(2, 4000, 0.5)
          const output = runModule(equaliser, with_(...pair), input, bench(rate))
          for (const [index, channelData] of output.entries())
            expect(peakDb(difference(channelData, input[index]))).toBeLessThan(-140)
        }
  })

  it('leaves 0 dB bands bit-exact', () => {
    const input = noise(2, 3000)
    const values = with_(...[1, 2, 3, 4].map((n) => band(n, { type: 'bell', gainDb: 0, q: 5 })))
    expect(equaliser.isNeutral(values as never)).toBe(true)
    expect(runModule(equaliser, values, input, bench(48_000))).toEqual(input)
  })

  it('keeps a mid band out of the side and a side band out of the mid', () => {
    const [left] = noise(1, 4000, 0.5)
    const source = left ?? new Float32Array()
    const inPhase = [source, source]
    const antiPhase = [source, source.map((x) => -x)]
    const mid = with_(band(4, { type: 'bell', freqHz: 800, gainDb: 9, channel: 'mid' }))
    const side = with_(band(4, { type: 'bell', freqHz: 800, gainDb: 9, channel: 'side' }))
    const stereo = with_(band(4, { type: 'bell', freqHz: 800, gainDb: 9 }))
    const run = (values: ParameterValues, signal: readonly Float32Array[]) =>
      runModule(equaliser, values, signal, bench(48_000))
    expect(run(mid, antiPhase)).toEqual(antiPhase)
    expect(run(side, inPhase)).toEqual(inPhase)
    expect(run(mid, inPhase)).toEqual(run(stereo, inPhase))
    expect(run(side, antiPhase)).toEqual(run(stereo, antiPhase))
  })

  it('treats mono as its own mid, with no side', () => {
    const input = noise(1, 2000)
    const mono = (channel: string) =>
      runModule(
        equaliser,
        with_(band(4, { type: 'bell', gainDb: 6, channel })),
        input,
        bench(48_000, 1),
      )
    expect(mono('mid')).toEqual(mono('stereo'))
    expect(mono('side')).toEqual(input)
  })

  it('sounds alike at 44.1, 48 and 96 kHz: within 0.1 dB to 16 kHz for usual mastering moves', () => {
    const values = with_(
      band(1, { type: 'high-pass', freqHz: 25, slope: '24' }),
      band(2, { type: 'low-shelf', freqHz: 90, gainDb: 2 }),
      band(3, { type: 'bell', freqHz: 300, gainDb: -2, q: 1 }),
      band(6, { type: 'bell', freqHz: 3000, gainDb: 1.5, q: 0.8 }),
      band(7, { type: 'high-shelf', freqHz: 8000, gainDb: 2 }),
    )
    const freqs = [20, 50, 100, 300, 1000, 3000, 6000, 10_000, 13_000, 16_000]
    const [a, b, c] = [44_100, 48_000, 96_000].map((rate) =>
      equaliserResponseDb(values, rate, freqs, 'mid'),
    )
    for (const index of freqs.keys()) {
      expect(Math.abs((a?.[index] ?? 0) - (c?.[index] ?? 9))).toBeLessThan(0.1)
      expect(Math.abs((b?.[index] ?? 0) - (c?.[index] ?? 9))).toBeLessThan(0.1)
    }
  })

  it('in linear phase measures as it plots, late by (taps − 1)/2 and one block, without phase', () => {
    for (const channel of ['stereo', 'mid', 'side']) {
      const values = with_(
        { phase: 'linear' },
        band(3, { type: 'bell', freqHz: 1000, gainDb: 6, q: 1, channel }),
        band(7, { type: 'high-shelf', freqHz: 8000, gainDb: -4 }),
      )
      const latency = 8191 + 4096
      const input = impulse(2, 21_000).map((samples, index) => (index ? samples.fill(0) : samples))
      const [left, right] = runModule(equaliser, values, input, bench(48_000))
      for (const [side, sign] of [
        ['mid', 1],
        ['side', -1],
      ] as const) {
        const output = (left ?? new Float32Array()).map((x, n) => x + sign * (right?.[n] ?? 0))
        const peak = output.reduce((best, x, n) => (x > (output[best] ?? 0) ? n : best), 0)
        expect(peak).toBe(latency)
        for (let n = 1; n < 4000; n++)
          expect(Math.abs((output[latency + n] ?? 0) - (output[latency - n] ?? 0))).toBeLessThan(
            1e-6,
          )
        const plotted = equaliserResponseDb(values, 48_000, PROBES, side)
        for (const [index, probe] of PROBES.entries())
          expect(Math.abs(spectrumDb(output, probe, 48_000) - (plotted[index] ?? 9))).toBeLessThan(
            0.02,
          )
      }
    }
  })
})
