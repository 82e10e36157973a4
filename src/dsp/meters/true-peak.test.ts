import { expect, test } from 'vitest'
import { nodeKernels } from '../../hosts/node/node-kernels'
import {
  excessBound,
  foldedRows,
  type InterpolatorShape,
  interpolator,
  METER_SHAPE,
  nearBound,
  VERIFIER_SHAPE,
} from '../resampling/interpolator'
import { SWRESAMPLE_SHAPE } from '../resampling/other-meters'
import { seededNoise } from '../testing/seeded-noise'
import { TruePeakMeter } from './true-peak'
import { idealTruePeak } from './true-peak.oracle'

const kernels = nodeKernels()

const noise = (frames: number, seed: number): Float32Array => {
  return Float32Array.from({ length: frames }, seededNoise(seed))
}

/** Every value on and between the samples, silence around them, in float64. */
function truePeakOracle(x: Float32Array, shape: InterpolatorShape): number {
  const { phases, taps, rows } = interpolator(shape)
  let peak = 0
  for (let n = -taps / 2; n < x.length + taps / 2; n++)
    for (let p = 0; p < phases; p++) {
      let y = 0
      for (let j = 0; j < taps; j++) y += (rows[p * taps + j] ?? 0) * (x[n - taps / 2 + 1 + j] ?? 0)
      peak = Math.max(peak, Math.abs(y))
    }
  return peak
}

const measured = (
  channels: readonly Float32Array[],
  shape: InterpolatorShape,
  blockFrames = 4096,
): number => {
  const meter = new TruePeakMeter(kernels, channels.length, shape)
  const length = channels[0]?.length ?? 0
  for (let start = 0; start < length; start += blockFrames)
    meter.push(
      channels.map((channel) => channel.subarray(start)),
      Math.min(blockFrames, length - start),
    )
  const peak = meter.finish()
  meter.release()
  return peak
}

const SIGNALS: readonly (readonly [string, Float32Array])[] = [
  ['white noise', noise(5000, 1)],
  ['one sample', Float32Array.of(-0.7)],
  ['the longest inter-sample word', Float32Array.of(-1, 1, -1, 1, 1, -1, 1, -1)],
  ['alternating ±1', Float32Array.from({ length: 700 }, (_, n) => (n % 2 === 0 ? 1 : -1))],
  [
    'a decaying tone with a quiet end',
    Float32Array.from({ length: 9000 }, (_, n) => Math.sin(n * 2.6) * Math.exp(-n / 900)),
  ],
  [
    'slow swell with grains of noise',
    noise(9000, 4).map((v, n) => 0.8 * Math.sin(n * 0.01) * Math.sin(n * 0.0003) + 0.02 * v),
  ],
]

test.each(
  SIGNALS.flatMap(([name, x]) => [
    [name, '8 × 64', x, METER_SHAPE] as const,
    [name, '16 × 128', x, VERIFIER_SHAPE] as const,
    [name, '16 × 32', x, SWRESAMPLE_SHAPE] as const,
  ]),
)('%s reads by %s as without any skipping, within 1e-5', (_, __, x, shape) => {
  const oracle = truePeakOracle(x, shape)
  expect(Math.abs(measured([x], shape) / oracle - 1)).toBeLessThan(1e-5)
})

test('skipping changes no bit', () => {
  const scope = kernels.scope()
  const design = interpolator(METER_SHAPE)
  const folded = foldedRows(design, [1, 2, 3, 4])
  const rows = scope.f32(folded.length)
  rows.view.set(folded)
  const bound = nearBound(design)
  const near = scope.f32(bound.length)
  near.view.set(bound)
  const history = 96
  const { perSecondDifference, perPeak } = excessBound(design)
  for (const [name, signal] of SIGNALS) {
    const frames = Math.ceil((signal.length + 32) / 32) * 32
    const audio = scope.f32(history + frames)
    audio.view.set(signal, history)
    const peakWith = (bend: number, share: number): number =>
      kernels.call.truePeakScan(
        audio.pointer + history * 4,
        frames,
        64,
        rows.pointer,
        0,
        bend,
        share,
        near.pointer,
        0,
      )
    // with a bound of twice the peak every run is interpolated
    expect(peakWith(perSecondDifference, perPeak), name).toBe(peakWith(0, 2))
  }
  scope.release()
})

test('channels share one maximum, whatever their order', () => {
  const channels = [noise(6000, 2).map((v) => v * 0.3), noise(6000, 3)]
  const peak = measured(channels, METER_SHAPE)
  expect(measured([...channels].reverse(), METER_SHAPE)).toBe(peak)
  expect(peak).toBe(Math.max(...channels.map((channel) => measured([channel], METER_SHAPE))))
})

test('any blocking gives the same bits', () => {
  const channels = [noise(9001, 5), noise(9001, 6)]
  const peak = measured(channels, METER_SHAPE)
  for (const blockFrames of [1, 63, 997, 9001])
    expect(measured(channels, METER_SHAPE, blockFrames)).toBe(peak)
})

test('a constant that starts from silence overshoots midway by 2/π − 1/2, as band-limited steps do', () => {
  const step = new Float32Array(500).fill(0.5)
  expect(measured([step], METER_SHAPE)).toBeCloseTo(0.5 * (0.5 + 2 / Math.PI), 2)
})

const RATE_HZ = 44_100
const BURST_FRAMES = 1200

/** Noise that swells and fades, of partials of random phase below `topHz`: nothing lies above but the swell's own 40 Hz. */
const burst = (topHz: number, seed: number): Float32Array => {
  const phases = noise(Math.floor((topHz / RATE_HZ) * BURST_FRAMES), seed)
  return Float32Array.from({ length: BURST_FRAMES }, (_, n) => {
    const turn = (2 * Math.PI * n) / BURST_FRAMES
    const sum = phases.reduce((total, phase, k) => total + Math.cos(turn * k + Math.PI * phase), 0)
    return 0.01 * (0.5 - 0.5 * Math.cos(turn)) * sum
  })
}

const overIdealDb = (x: Float32Array): readonly number[] => {
  const ideal = idealTruePeak(x, 32)
  return [METER_SHAPE, VERIFIER_SHAPE].map((shape) => 20 * Math.log10(measured([x], shape) / ideal))
}

// A peak of flat noise up to 20 kHz falls by (2π · 20/44.1 / 2N)² / 6 half-way between N values per sample: 0.046 and 0.012 dB.
test.each([1, 2, 3])('noise below 20 kHz reads as the sampling theorem has it, seed %i', (seed) => {
  const [meter = Number.NaN, verifier = Number.NaN] = overIdealDb(burst(20_000, seed))
  for (const [over, lossDb] of [
    [meter, 0.05],
    [verifier, 0.015],
  ] as const) {
    expect(over).toBeLessThan(0.005)
    expect(over).toBeGreaterThan(-lossDb)
  }
})

test.each([1, 2, 3])(
  'noise up to the Nyquist frequency reads at most 1.2 dB low, 0.2 dB high (docs/performance.md), seed %i',
  (seed) => {
    for (const over of overIdealDb(burst(RATE_HZ / 2, seed))) {
      expect(over).toBeLessThan(0.2)
      expect(over).toBeGreaterThan(-1.2)
    }
  },
)

test('silence and nothing at all read 0', () => {
  expect(measured([new Float32Array(0)], METER_SHAPE)).toBe(0)
  expect(measured([new Float32Array(500)], VERIFIER_SHAPE)).toBe(0)
})
