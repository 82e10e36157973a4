import { describe, expect, it } from 'vitest'
import type { Analysis } from '../../analysis/analysis'
import { clippedBins, overCeilingBins } from './marks'

const peaks = { bins: 4, values: Float32Array.of(-0.2, 0.5, -0.9, 0.3, 0, 0.8, -0.1, 0.9) }
const analysis = (clipped: boolean): Analysis =>
  ({
    samplePeakDbfs: 20 * Math.log10(Math.fround(0.9)),
    findings: [{ kind: 'clipped', state: clipped ? 'found' : 'not-found' }],
  }) as unknown as Analysis

describe('marks on the waveform', () => {
  it('show where a clipped file touches its ceiling, of either sign', () => {
    expect(clippedBins(peaks, analysis(true))).toEqual([1, 3])
    expect(clippedBins(peaks, analysis(false))).toEqual([])
    expect(clippedBins(peaks, null)).toEqual([])
  })

  it('show samples over the ceiling, and none that are at it', () => {
    expect(overCeilingBins(peaks, 20 * Math.log10(0.85))).toEqual([1, 3])
    expect(overCeilingBins(peaks, 20 * Math.log10(Math.fround(0.9)))).toEqual([])
  })
})
