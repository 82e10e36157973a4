import { describe, expect, it } from 'vitest'
import type { Analysis } from '../../analysis/analysis'
import type { Verdict } from '../../mastering/landing/verdict'
import { verifiedAnalysis } from './verified-analysis'

const analysis = {
  loudness: { integratedLufs: -14 },
  truePeakDbtp: -1.16,
  peakToLoudnessLu: 12.84,
} as unknown as Analysis

describe('the analysis that the table shows of a master', () => {
  it('has the true peak of the verdict, and what follows from it', () => {
    const verdict = { status: 'hit', truePeakDbtp: -1.06 } as Verdict
    const verified = verifiedAnalysis({ analysis, verdict })
    expect(verified.truePeakDbtp).toBe(-1.06)
    expect(verified.peakToLoudnessLu).toBeCloseTo(12.94, 12)
  })

  it('is its own where there was nothing to judge', () => {
    const verdict: Verdict = { status: 'unmeasurable', reason: 'silent' }
    expect(verifiedAnalysis({ analysis, verdict })).toBe(analysis)
  })
})
