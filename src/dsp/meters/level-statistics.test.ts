import { expect, test } from 'vitest'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { LevelStatistics } from './level-statistics'

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
    totals: statistics.totals,
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
  expect(whole.totals.left).toBeCloseTo(
    wave.reduce((sum, value) => sum + Math.fround(value), 0),
    9,
  )
  for (const blockFrames of [1, 7, 64]) {
    const parts = statisticsOf([wave, wave], blockFrames)
    expect(parts.clippedRuns).toBe(whole.clippedRuns)
    expect(parts.samplePeak).toBe(0.5)
    expect(parts.totals.right).toBeCloseTo(whole.totals.right, 9)
  }
})

test('silence has no peak and no runs', () => {
  const silence = Array<number>(100).fill(0)
  expect(statisticsOf([silence, silence])).toEqual({
    samplePeak: 0,
    clippedRuns: 0,
    totals: { left: 0, right: 0, leftSquares: 0, rightSquares: 0, products: 0 },
  })
})

test('who resumes behind counted audio counts a run over the edge once: where it becomes three samples long', () => {
  const wave = [0.1, 0.8, 0.8, 0.8, 0.8, 0, 0.8, 0.8, 0.8, 0, 0.2, 0.8, 0.8]
  for (let edge = 3; edge <= wave.length; edge++) {
    const scope = kernels.scope()
    const statistics = new LevelStatistics(kernels, scope, 1)
    const region = scope.f32(wave.length)
    region.view.set(wave)
    statistics.resume([region.pointer + edge * 4])
    statistics.process([region.pointer + edge * 4], wave.length - edge)
    const third = [3, 8].filter((at) => at >= edge).length
    expect(statistics.clippedRuns, `edge ${edge}`).toBe(third)
    scope.release()
  }
})
