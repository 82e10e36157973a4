import { expect, test } from 'vitest'
import { LevelStatistics } from './level-statistics'
import { nodeKernels } from './testing/node-kernels'

const kernels = nodeKernels()

function statisticsOf(channels: readonly (readonly number[])[], blockFrames = 4096) {
  const scope = kernels.scope()
  const statistics = new LevelStatistics(kernels, scope, channels.length)
  const block = channels.map(() => scope.f32(blockFrames))
  const length = channels[0]?.length ?? 0
  for (let start = 0; start < length; start += blockFrames) {
    const frames = Math.min(blockFrames, length - start)
    channels.forEach((channel, c) => {
      block[c]?.view.set(channel.slice(start, start + frames))
    })
    statistics.process(
      block.map(({ pointer }) => pointer),
      frames,
    )
  }
  const result = {
    samplePeak: statistics.samplePeak,
    clippedRuns: statistics.clippedRuns,
    sums: [statistics.sum(0), statistics.sum(1)],
    correlation: statistics.correlation,
  }
  scope.release()
  return result
}

test('runs of three and more at the maximum count, of two do not', () => {
  expect(statisticsOf([[0, 1, 1, 1, 0, 1, 1, 0, -1, -1, -1, -1, 0.5]]).clippedRuns).toBe(2)
})

test('the count starts again when the maximum rises', () => {
  const low = [0.5, 0.5, 0.5, 0, 0.5, 0.5, 0.5, 0]
  expect(statisticsOf([low]).clippedRuns).toBe(2)
  expect(statisticsOf([[...low, 0.9, 0.9, 0.9, 0.9]]).clippedRuns).toBe(1)
  expect(statisticsOf([low, [0, 0, 0, 0, 0, 0, 0, 0.6]]).clippedRuns).toBe(0)
})

test('equal means within 1e-6 of the maximum; a sign change ends a run', () => {
  expect(statisticsOf([[0.8, 0.8 - 5e-7, 0.8, 0]]).clippedRuns).toBe(1)
  expect(statisticsOf([[0.8, 0.8 - 2e-6, 0.8, 0]]).clippedRuns).toBe(0)
  expect(statisticsOf([[0.8, 0.8, -0.8, -0.8, 0.8, 0.8]]).clippedRuns).toBe(0)
})

test('runs and sums go on over the edge of a block', () => {
  const wave = Array.from({ length: 1001 }, (_, n) => Math.max(-0.5, Math.min(0.5, Math.sin(n))))
  const whole = statisticsOf([wave, wave])
  expect(whole.sums[0]).toBeCloseTo(
    wave.reduce((sum, value) => sum + Math.fround(value), 0),
    9,
  )
  for (const blockFrames of [1, 7, 64]) {
    const parts = statisticsOf([wave, wave], blockFrames)
    expect(parts.clippedRuns).toBe(whole.clippedRuns)
    expect(parts.samplePeak).toBe(0.5)
    expect(parts.sums[1]).toBeCloseTo(whole.sums[1] ?? 0, 9)
  }
})

test('silence has no peak, no runs and no correlation', () => {
  const silence = Array<number>(100).fill(0)
  expect(statisticsOf([silence, silence])).toEqual({
    samplePeak: 0,
    clippedRuns: 0,
    sums: [0, 0],
    correlation: 0,
  })
})
