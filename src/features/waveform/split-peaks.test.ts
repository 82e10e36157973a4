import { describe, expect, it } from 'vitest'
import { splitPeaks } from './split-peaks'

describe('peaks for drawing', () => {
  it('are copies, maxima above and minima below', () => {
    const values = Float32Array.of(-0.5, 0.25, -0.125, 1)
    const [maxima, minima] = splitPeaks({ bins: 2, values })
    expect([...maxima]).toEqual([0.25, 1])
    expect([...minima]).toEqual([-0.5, -0.125])
    maxima.fill(0)
    expect(values[1]).toBe(0.25)
  })

  it('of no audio are one silent bin', () => {
    const [maxima, minima] = splitPeaks({ bins: 0, values: new Float32Array(0) })
    expect([...maxima, ...minima]).toEqual([0, 0])
  })
})
