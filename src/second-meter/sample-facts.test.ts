import { expect, it } from 'vitest'
import { SampleCounter, type SampleFacts } from './sample-facts'

const factsOf = (...planes: number[][]): SampleFacts => {
  const counter = new SampleCounter(planes.length)
  const frames = planes[0]?.length ?? 0
  for (let at = 0; at < frames; at += 3) {
    const block = planes.map((plane) => Float32Array.from(plane.slice(at, at + 3)))
    counter.push(block, block[0]?.length ?? 0)
  }
  return counter.facts()
}

it('counts peak, level, offset, silence at the ends, and runs at full scale over any blocking', () => {
  const facts = factsOf([0, 0, 1, 1, 1, -1, 0.5, 0], [0, 0, 0, 0.5, 0.5, 0.5, 0, 0])
  expect(facts).toMatchObject({ silentHeadFrames: 2, silentTailFrames: 1, usedBits: 2 })
  const [left, right] = facts.channels
  expect(left).toMatchObject({ samplePeakDbfs: 0, fullScaleRuns: 1, dcPercent: 31.25 })
  expect(left?.rmsDbfs).toBeCloseTo(10 * Math.log10(4.25 / 8), 9)
  expect(right).toMatchObject({ fullScaleRuns: 0, dcPercent: 18.75 })
})

it('tells what mono loses: nothing where both are alike, 3 dB where they have nothing in common, all where opposed', () => {
  expect(factsOf([0.5, -0.5], [0.5, -0.5])).toMatchObject({ correlation: 1, monoLossDb: 0 })
  expect(factsOf([0.5, 0], [0, 0.5]).monoLossDb).toBeCloseTo(-3.01, 2)
  expect(factsOf([0.5, -0.5], [-0.5, 0.5])).toMatchObject({
    correlation: -1,
    monoLossDb: Number.NEGATIVE_INFINITY,
  })
  expect(factsOf([0.5])).toMatchObject({ correlation: null, monoLossDb: null })
})

it('tells the bits that are used: of integers, not of what is finer, nor of silence', () => {
  expect(factsOf([2 ** -15, -1]).usedBits).toBe(16)
  expect(factsOf([2 ** -23]).usedBits).toBe(24)
  expect(factsOf([2 ** -24]).usedBits).toBeNull()
  expect(factsOf([0, 0])).toMatchObject({
    usedBits: null,
    silentHeadFrames: 2,
    silentTailFrames: 2,
  })
})
