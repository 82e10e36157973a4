import { expect, test } from 'vitest'
import { detachedJob } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { nodeKernels } from '../hosts/node/node-kernels'
import type { Analysis } from './analysis'
import { type FindingKind, foundIn } from './findings/finding'
import { loudnessOracle } from './loudness.oracle'
import { analyse, measureTruePeak } from './testing/analyse'
import { Analyser } from './testing/analyser'
import { music, noise } from './testing/signals'

const kernels = nodeKernels()

const measured = (
  channels: readonly Float32Array[],
  sampleRate = 48_000,
  blockFrames = 4096,
): Analysis => {
  const analyser = new Analyser(kernels, sampleRate, channels.length)
  const length = channels[0]?.length ?? 0
  for (let start = 0; start < length; start += blockFrames) {
    const frames = Math.min(blockFrames, length - start)
    analyser.push(
      channels.map((channel) => channel.subarray(start, start + frames)),
      frames,
    )
  }
  const analysis = analyser.finish()
  analyser.release()
  return analysis
}

const kindsOf = (analysis: Analysis): string[] => foundIn(analysis).map(({ kind }) => kind)
const numberOf = (analysis: Analysis, wanted: FindingKind): number =>
  foundIn(analysis).find(({ kind }) => kind === wanted)?.value ?? 0

const sine = (frames: number, amplitude: number, offset = 0): Float32Array =>
  Float32Array.from({ length: frames }, (_, n) => offset + amplitude * Math.sin(n * 0.13))

test.each([[8000], [11_025], [22_050], [44_100], [48_000], [96_000]])(
  'at %i Hz all loudness figures equal the float64 reference within 1e-6 LU',
  (rate) => {
    const mix = music(6.37, rate, rate)
    const { loudness } = measured(mix, rate)
    const oracle = loudnessOracle(mix, rate)
    expect(loudness.integratedLufs).toBeCloseTo(oracle.integratedLufs, 6)
    expect(loudness.maximumMomentaryLufs).toBeCloseTo(oracle.maximumMomentaryLufs, 6)
    expect(loudness.maximumShortTermLufs).toBeCloseTo(oracle.maximumShortTermLufs, 6)
    expect(loudness.loudnessRangeLu).toBeCloseTo(oracle.loudnessRangeLu, 6)
  },
)

test('any blocking gives identical numbers, also through a store', async () => {
  const mix = music(4.2, 44_100, 7)
  const whole = measured(mix, 44_100)
  for (const blockFrames of [1, 64, 997, 200_000])
    expect(measured(mix, 44_100, blockFrames)).toEqual(whole)
  const store = new MemoryPcmStore(44_100, 2, false)
  store.append(mix, mix[0]?.length ?? 0)
  expect(await analyse(store, kernels, detachedJob)).toEqual(whole)
})

test('half the amplitude reads 6.0206 LU lower, within 1e-9', () => {
  const mix = music(5, 48_000, 3)
  const half = mix.map((channel) => channel.map((value) => value / 2))
  const drop = 20 * Math.log10(2)
  const loud = measured(mix)
  const quiet = measured(half)
  const difference = (read: (analysis: Analysis) => number | null): number =>
    (read(loud) ?? Number.NaN) - (read(quiet) ?? Number.NaN) - drop
  expect(Math.abs(difference(({ loudness }) => loudness.integratedLufs))).toBeLessThan(1e-9)
  expect(Math.abs(difference(({ loudness }) => loudness.maximumMomentaryLufs))).toBeLessThan(1e-9)
  expect(Math.abs(difference(({ loudness }) => loudness.maximumShortTermLufs))).toBeLessThan(1e-9)
  expect(Math.abs(difference(({ truePeakDbtp }) => truePeakDbtp))).toBeLessThan(1e-9)
  expect(loud.loudness.loudnessRangeLu).toBeCloseTo(quiet.loudness.loudnessRangeLu ?? 0, 9)
})

test('the series have a value every 100 ms, and their largest is near the 10 ms maximum', () => {
  const { loudness } = measured(music(5.05, 48_000, 5))
  expect(loudness.seriesHopSeconds).toBe(0.1)
  expect(loudness.momentaryLufs).toHaveLength(50)
  expect(loudness.shortTermLufs).toHaveLength(50)
  const largest = Math.max(...loudness.shortTermLufs.subarray(29))
  expect(largest).toBeLessThanOrEqual((loudness.maximumShortTermLufs ?? 0) + 1e-5)
  expect(largest).toBeGreaterThan((loudness.maximumShortTermLufs ?? 0) - 0.5)
  // 0.1 s of sound in a window of 3 s
  expect(loudness.shortTermLufs[0]).toBeLessThan((loudness.momentaryLufs[3] ?? 0) - 8)
})

test('silence reads −Infinity, never NaN, and is called silent', () => {
  const analysis = measured([new Float32Array(200_000), new Float32Array(200_000)])
  const { loudness } = analysis
  expect(loudness.integratedLufs).toBe(Number.NEGATIVE_INFINITY)
  expect(loudness.maximumMomentaryLufs).toBe(Number.NEGATIVE_INFINITY)
  expect(loudness.maximumShortTermLufs).toBe(Number.NEGATIVE_INFINITY)
  expect(loudness.loudnessRangeLu).toBeNull()
  expect(loudness.momentaryLufs.every((value) => value === Number.NEGATIVE_INFINITY)).toBe(true)
  expect(analysis.truePeakDbtp).toBe(Number.NEGATIVE_INFINITY)
  expect(analysis.samplePeakDbfs).toBe(Number.NEGATIVE_INFINITY)
  expect(analysis.peakToLoudnessLu).toBeNull()
  expect(analysis.correlation).toBe(0)
  expect(analysis.dcOffset).toEqual([0, 0])
  expect(kindsOf(analysis)).toEqual(['silent'])
})

test('one frame, and none, are too short and nothing else goes wrong', () => {
  const one = measured([Float32Array.of(0.5)])
  expect(one.loudness.integratedLufs).toBeNull()
  expect(one.loudness.maximumMomentaryLufs).toBeNull()
  expect(one.loudness.momentaryLufs).toHaveLength(0)
  expect(one.samplePeakDbfs).toBeCloseTo(-6.0206, 4)
  expect(one.truePeakDbtp).toBeCloseTo(-6.0206, 4)
  expect(one.correlation).toBeNull()
  expect(kindsOf(one)).toContain('too-short')
  const none = measured([new Float32Array(0), new Float32Array(0)])
  expect(none.lengthFrames).toBe(0)
  expect(kindsOf(none)).toEqual(['silent', 'too-short'])
})

test('400 ms is the shortest that has a loudness, 3 s the shortest with a short-term one', () => {
  expect(measured([sine(19_199, 0.1)]).loudness.integratedLufs).toBeNull()
  expect(measured([sine(19_200, 0.1)]).loudness.integratedLufs).toBeLessThan(-20)
  const almost = measured([sine(143_999, 0.1)]).loudness
  expect([almost.maximumShortTermLufs, almost.loudnessRangeLu]).toEqual([null, null])
  expect(measured([sine(144_000, 0.1)]).loudness.maximumShortTermLufs).toBeLessThan(-20)
})

test('samples that are not finite do not stop it', () => {
  const broken = Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, 0.1)
  expect(() => measured([broken, broken])).not.toThrow()
})

test('a peak that only the tail of the interpolator sees is found', () => {
  // two equal samples at the very end: the value midway is 4/π higher, less what the window takes
  for (const frames of [100, 4096, 8190]) {
    const pair = new Float32Array(frames)
    pair.fill(0.25, frames - 2)
    expect(measured([pair]).truePeakDbtp).toBeCloseTo(-9.943, 1)
  }
})

test('correlation is 1 for equal channels, −1 for opposite, near 0 for independent noise', () => {
  const left = noise(48_000, 1)
  expect(measured([left, left]).correlation).toBeCloseTo(1, 12)
  const opposite = measured([left, left.map((value) => -value)])
  expect(opposite.correlation).toBeCloseTo(-1, 12)
  expect(kindsOf(opposite)).toContain('mono-compatibility')
  expect(Math.abs(measured([left, noise(48_000, 2)]).correlation ?? 1)).toBeLessThan(0.02)
})

test('DC of 0.2 % is found and told in per cent, of 0.05 % it is not', () => {
  const found = measured([sine(48_000, 0.1, -0.002), sine(48_000, 0.1)])
  expect(found.dcOffset[0]).toBeCloseTo(-0.002, 5)
  expect(numberOf(found, 'dc-offset')).toBeCloseTo(0.2, 2)
  expect(kindsOf(measured([sine(48_000, 0.1, 0.0005)]))).not.toContain('dc-offset')
})

test('hard-clipped sound is found with its runs, the unclipped is not', () => {
  const clipped = sine(48_000, 1.5).map((value) => Math.max(-0.9, Math.min(0.9, value)))
  // two runs a period of 2π/0.13 frames
  expect(numberOf(measured([clipped]), 'clipped')).toBe(Math.floor((48_000 * 0.13) / Math.PI))
  expect(kindsOf(measured([sine(48_000, 0.9)]))).not.toContain('clipped')
})

test('loud sound with peaks above −1 dBTP counts as mastered, the same 3 dB lower does not', () => {
  const loud = [sine(48_000, 0.95), sine(48_000, 0.95)]
  expect(kindsOf(measured(loud))).toContain('already-mastered')
  expect(kindsOf(measured(loud.map((c) => c.map((x) => x * 0.7))))).not.toContain(
    'already-mastered',
  )
})

test('the 16 × 128 verifier agrees with the 8 × 64 meter within 0.05 dB on a mix', async () => {
  const mix = music(6, 48_000, 9)
  const store = new MemoryPcmStore(48_000, 2, false)
  store.append(mix, mix[0]?.length ?? 0)
  const verified = await measureTruePeak(store, kernels, detachedJob)
  expect(Math.abs(verified - measured(mix).truePeakDbtp)).toBeLessThan(0.05)
})
