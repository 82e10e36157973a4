import { describe, expect, it } from 'vitest'
import type { LandingFigures, MissReason } from '../mastering/landing/verdict'
import { verdictWords } from './verdict-sentence'

const figures: LandingFigures = {
  targetLufs: -14,
  integratedLufs: -14.001,
  ceilingDbtp: -1,
  truePeakDbtp: -1.02,
  driveDb: 4.3,
  limitedShare: 0.031,
  maximumReductionDb: 2.06,
  averageReductionDb: 0.1,
  lowMaximumReductionDb: 0,
  lowAverageReductionDb: 0,
  cancelledPeaks: 0,
  deepestCancelledDb: 0,
  crestLostLu: 0,
  rangeLostLu: 0,
}

describe('the verdict in words', () => {
  it('says what was reached and what the limiter did', () => {
    expect(verdictWords({ status: 'hit', ...figures })).toEqual({
      headline: 'On target.',
      detail:
        '−14.00 LUFS, −1.02 dBTP. The limiter worked on 3 % of the track, 2.1 dB at most, 0.1 on average.',
    })
  })

  it('says so when the limiter had nothing to do', () => {
    const { detail } = verdictWords({ status: 'hit', ...figures, limitedShare: 0 })
    expect(detail).toContain('The limiter had nothing to do.')
  })

  it('tells the price: peaks cancelled, and what dynamics were lost', () => {
    const loud = {
      cancelledPeaks: 1234,
      deepestCancelledDb: 4.26,
      crestLostLu: 3.9,
      rangeLostLu: 0.4,
    }
    const { detail } = verdictWords({ status: 'hit', ...figures, ...loud, limitedShare: 0 })
    expect(detail).toBe(
      '−14.00 LUFS, −1.02 dBTP. 1\u202f234 peaks cancelled, 4.3 dB at most. Less by landing: peak to loudness 3.9 LU.',
    )
  })

  it('says what the low band alone was turned down by, and then not that the limiter did nothing', () => {
    const low = { limitedShare: 0, lowMaximumReductionDb: 25.84, lowAverageReductionDb: 3.12 }
    expect(verdictWords({ status: 'hit', ...figures, ...low }).detail).toBe(
      '−14.00 LUFS, −1.02 dBTP. Lows under 200 Hz turned down by 25.8 dB at most, 3.1 on average, to spare the rest.',
    )
    expect(verdictWords({ status: 'hit', ...figures }).detail).not.toContain('Lows')
  })

  const reasons: MissReason[] = [
    'saturated',
    'limiter-off',
    'drive-range',
    'not-converged',
    'codec',
  ]
  it.each(reasons)('a miss by %s says by how much, why and what to try', (reason) => {
    const words = verdictWords({
      status: 'missed',
      reason,
      missLu: 1.26,
      ...figures,
      integratedLufs: -15.26,
    })
    expect(words.headline).toBe('Missed by 1.3 LU.')
    expect(words.detail).toContain('−15.26 LUFS')
    expect(words.detail).toMatch(/(Try|[Ss]witch|[Rr]aise|Change) /)
  })

  it('tells silence from shortness', () => {
    expect(verdictWords({ status: 'unmeasurable', reason: 'silent' }).detail).toContain('silent')
    expect(verdictWords({ status: 'unmeasurable', reason: 'too-short' }).detail).toContain('400 ms')
  })
})
