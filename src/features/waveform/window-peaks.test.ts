import { describe, expect, it } from 'vitest'
import { windowPeaks } from './window-peaks'

const peaks = {
  bins: 4,
  values: Float32Array.of(-0.5, 0.25, -0.125, 1, -0.25, 0.5, 0.125, 0.75),
}

describe('peaks of a window', () => {
  it('are copies: maxima above the middle, minima below, neither across it', () => {
    const [maxima, minima] = windowPeaks(peaks, { from: 0, to: 8 }, 8, 4)
    expect([...maxima]).toEqual([0.25, 1, 0.5, 0.75])
    expect([...minima]).toEqual([-0.5, -0.125, -0.25, 0])
    maxima.fill(0)
    expect(peaks.values[1]).toBe(0.25)
  })

  it('join the bins of a column, and lose none of them', () => {
    const [maxima, minima] = windowPeaks(peaks, { from: 0, to: 8 }, 8, 2)
    expect([...maxima]).toEqual([1, 0.75])
    expect([...minima]).toEqual([-0.5, -0.25])
  })

  it('show the window alone, a bin over several columns when it is narrow', () => {
    const [maxima] = windowPeaks(peaks, { from: 2, to: 6 }, 8, 4)
    expect([...maxima]).toEqual([1, 1, 0.5, 0.5])
  })

  it('stay within full scale, which wavesurfer would scale down', () => {
    const hot = { bins: 1, values: Float32Array.of(-3, 2) }
    expect(windowPeaks(hot, { from: 0, to: 1 }, 1, 1).map(([value]) => value)).toEqual([1, -1])
  })

  it('of no audio are silence', () => {
    const none = { bins: 0, values: new Float32Array(0) }
    expect(windowPeaks(none, { from: 0, to: 1e-3 }, 0, 0).map((each) => [...each])).toEqual([
      [0],
      [0],
    ])
  })
})
