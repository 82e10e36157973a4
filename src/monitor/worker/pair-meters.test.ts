import { describe, expect, test } from 'vitest'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { CHUNK_FRAMES, type PairChunk } from '../protocol/feed-protocol'
import { METER_HOP_FRAMES, SPECTRUM_SIZE } from '../protocol/meter-frame'
import { PairMeters } from './pair-meters'

const RATE = 48_000
/** In the middle of a bin. */
const BIN = 85
const FREQ_HZ = (BIN * RATE) / SPECTRUM_SIZE

type Source = (frame: number) => number

/** Chunks of [left, right] original and [left, right] master from `startFrame` on. */
const chunksOf = (sources: readonly Source[], count: number, startFrame = 0): PairChunk[] =>
  Array.from({ length: count }, (_, index) => {
    const start = startFrame + index * CHUNK_FRAMES
    const samples = new Float32Array(sources.length * CHUNK_FRAMES)
    for (const [plane, source] of sources.entries())
      for (let i = 0; i < CHUNK_FRAMES; i++) samples[plane * CHUNK_FRAMES + i] = source(start + i)
    const channelCount = sources.length / 2
    return {
      generation: 1,
      startFrame: start,
      frames: CHUNK_FRAMES,
      ends: false,
      channelCount,
      samples,
    }
  })

const sine =
  (amplitude: number): Source =>
  (frame) =>
    amplitude * Math.sin((2 * Math.PI * FREQ_HZ * frame) / RATE)
const silence: Source = () => 0

const measure = (sources: readonly Source[], count: number) => {
  const meters = new PairMeters(nodeKernels(), RATE, sources.length / 2)
  const frames = chunksOf(sources, count).flatMap((chunk) => meters.measure(chunk, () => []))
  meters.release()
  return frames
}

describe('live meters', () => {
  test('read a 997 Hz stereo sine at −23 dBFS as −23 LUFS, momentary and short-term', () => {
    const amplitude = 10 ** (-23 / 20)
    const frames = measure([sine(amplitude), sine(amplitude), silence, silence], 40)
    const last = frames.at(-1)
    expect(last?.original.momentaryLufs).toBeCloseTo(-23, 1)
    expect(last?.original.shortTermLufs).toBeCloseTo(-23, 1)
    expect(last?.master.momentaryLufs).toBe(Number.NEGATIVE_INFINITY)
    expect(last?.master.truePeakDbtp).toBe(Number.NEGATIVE_INFINITY)
  })

  test('stand one hop after the other where their audio is in the track', () => {
    const frames = measure([silence, silence, silence, silence], 3)
    expect(frames.map(({ startSeconds }) => Math.round(startSeconds * RATE))).toEqual(
      Array.from({ length: 12 }, (_, hop) => hop * METER_HOP_FRAMES),
    )
  })

  test('show a full-scale sine as 0 dB in its bin and far less elsewhere, peaks at 0 dB', () => {
    const { master } = measure([silence, silence, sine(1), sine(1)], 3).at(-1) ?? {}
    expect(master?.spectrumDb[BIN]).toBeCloseTo(0, 3)
    expect(master?.spectrumDb[BIN + 40]).toBeLessThan(-100)
    expect(master?.truePeakDbtp).toBeCloseTo(0, 1)
    expect(master?.samplePeakDbfs[0]).toBeCloseTo(0, 1)
  })

  test('tell in phase from out of phase, in correlation and goniometer', () => {
    const { original, master } =
      measure([sine(0.5), sine(0.5), sine(0.5), sine(-0.5)], 1).at(-1) ?? {}
    expect(original?.correlation).toBeCloseTo(1, 9)
    expect(master?.correlation).toBeCloseTo(-1, 9)
    for (let point = 0; point < 10; point++)
      expect(master?.goniometer[2 * point]).toBe(-(master?.goniometer[2 * point + 1] ?? 0))
  })

  test('start their windows empty after a jump, and go on over a take-over', () => {
    const meters = new PairMeters(nodeKernels(), RATE, 1)
    const run = (startFrame: number, generation: number, count: number) =>
      chunksOf([sine(0.1), sine(0.1)], count, startFrame)
        .flatMap((chunk) => meters.measure({ ...chunk, generation }, () => []))
        .at(-1)?.original.momentaryLufs ?? 0
    const steady = run(0, 1, 20)
    expect(run(60_000, 2, 1)).toBeCloseTo(steady, 1)
    expect(run(900_000, 3, 1)).toBeLessThan(steady - 3)
    meters.release()
  })
})
