import { describe, expect, it } from 'vitest'
import type { Analysis } from '../../analysis/analysis'
import { NOTHING, PeakHold, readingsAt } from './meter-readings'

const analysis = {
  loudness: {
    seriesHopSeconds: 0.1,
    momentaryLufs: Float32Array.of(-30, -20, -10),
    shortTermLufs: Float32Array.of(-40, -35, -30),
  },
} as unknown as Analysis

describe('meter readings', () => {
  it('come from the series while nothing plays: the window that ended last', () => {
    const readings = { ...NOTHING }
    readingsAt(undefined, analysis, 0.25, readings)
    expect(readings).toEqual({ momentaryLufs: -20, shortTermLufs: -35, truePeakDbtp: Number.NaN })
    readingsAt(undefined, analysis, 0.05, readings)
    expect(readings).toEqual(NOTHING)
  })

  it('hold a peak for its time and then follow', () => {
    const hold = new PeakHold(1000)
    expect(hold.push(-3, 0)).toBe(-3)
    expect(hold.push(-9, 900)).toBe(-3)
    expect(hold.push(-9, 1100)).toBe(-9)
    expect(hold.push(Number.NaN, 5000)).toBe(Number.NEGATIVE_INFINITY)
  })
})
