import { expect, test } from 'vitest'
import { detachedJob } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { nodeKernels } from '../hosts/node/node-kernels'
import { joinLevels } from './levels'
import { measureSegment } from './measure-segment'
import { segmentsOf } from './segments'

const kernels = nodeKernels()
const RATE = 8000

const levelsIn = async (channels: readonly Float32Array[]) => {
  const store = new MemoryPcmStore(RATE, channels.length, false)
  store.append(channels, channels[0]?.length ?? 0)
  const parts = []
  for (const segment of segmentsOf(store.lengthFrames, RATE))
    parts.push((await measureSegment(store, segment, false, kernels, detachedJob)).levels)
  return { segments: parts.length, levels: joinLevels(parts) }
}

test('sample peak, sums and correlation of all segments are those of the whole', async () => {
  const length = 21 * RATE + 137
  const left = Float32Array.from({ length }, (_, n) => 0.6 * Math.sin(n * 0.31) + 0.01)
  const right = Float32Array.from({ length }, (_, n) => 0.4 * Math.sin(n * 0.31 + 1))
  const { segments, levels } = await levelsIn([left, right])
  expect(segments).toBeGreaterThan(3)
  expect(levels.samplePeak).toBe(left.reduce((most, x) => Math.max(most, Math.abs(x)), 0))
  const sum = (f: (n: number) => number) => left.reduce((total, _, n) => total + f(n), 0)
  const [l, r] = [(n: number) => left[n] ?? 0, (n: number) => right[n] ?? 0]
  expect(levels.sums[0]).toBeCloseTo(sum(l), 8)
  expect(levels.sums[1]).toBeCloseTo(sum(r), 8)
  const products = sum((n) => l(n) * r(n))
  const scale = Math.sqrt(sum((n) => l(n) ** 2) * sum((n) => r(n) ** 2))
  expect(levels.correlation).toBeCloseTo(products / scale, 12)
})

test('a clipped run over the edge of two segments counts once, wherever the edge cuts it', async () => {
  const length = 20 * RATE
  const edge = segmentsOf(length, RATE)[1]?.startFrame ?? 0
  for (let before = 0; before <= 5; before++) {
    const wave = Float32Array.from({ length }, (_, n) => 0.1 * Math.sin(n))
    wave.fill(0.9, edge - before, edge - before + 5)
    wave.fill(-0.9, 100, 104)
    const { levels } = await levelsIn([wave, wave])
    expect(levels.clippedRuns, `${before} samples before the edge`).toBe(4)
  }
})

test('only runs at the peak of the whole track count, whichever segment they are in', async () => {
  const wave = new Float32Array(20 * RATE)
  wave.fill(0.5, 1000, 1010)
  wave.fill(0.7, 15 * RATE, 15 * RATE + 10)
  expect((await levelsIn([wave])).levels.clippedRuns).toBe(1)
  wave[17 * RATE] = 0.8
  expect((await levelsIn([wave])).levels.clippedRuns).toBe(0)
})

test('a silent channel has no correlation', async () => {
  const left = Float32Array.from({ length: RATE }, (_, n) => Math.sin(n))
  expect((await levelsIn([left, new Float32Array(RATE)])).levels.correlation).toBe(0)
})
