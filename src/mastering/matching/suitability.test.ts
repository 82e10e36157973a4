import { describe, expect, it } from 'vitest'
import { FINGERPRINT_BANDS, type Fingerprint } from '../../analysis/fingerprint/fingerprint'
import { doubtsOf } from './suitability'

const levels = (slopeDb: number, levelDb: number) =>
  Array.from({ length: FINGERPRINT_BANDS.count }, (_, band) => levelDb + (slopeDb * band) / 6)

const bandLevels = (slopeDb: number, levelDb: number) => {
  const meanDb = levels(slopeDb, levelDb)
  return { meanDb, p10Db: meanDb, p50Db: meanDb, p90Db: meanDb }
}

const plain: Fingerprint = {
  version: 1,
  name: 'x',
  date: '2026-11-28',
  durationSeconds: 200,
  sampleRate: 44_100,
  channelCount: 2,
  integratedLufs: -12,
  maximumShortTermLufs: -10,
  loudnessRangeLu: 6,
  peakToLoudnessLu: 11,
  correlation: 0.6,
  bandwidthHz: 20_480,
  mid: bandLevels(0, -30),
  side: bandLevels(0, -40),
  levels: { p10Db: -20, p50Db: -16, p70Db: -15, p90Db: -14, p95Db: -13 },
}

const kinds = (reference: Partial<Fingerprint>, track: Partial<Fingerprint> = {}) =>
  doubtsOf({ ...plain, ...reference }, { ...plain, ...track }).map(({ kind }) => kind)

describe('doubts about a reference', () => {
  it('are none for one of the same kind', () => {
    expect(kinds({})).toEqual([])
  })

  it('name a codec’s wall, but not where the track ends there, too', () => {
    expect(kinds({ bandwidthHz: 16_255 })).toEqual(['lossy'])
    expect(kinds({ bandwidthHz: 16_255 }, { bandwidthHz: 16_255 })).toEqual([])
  })

  it('name another range, another arrangement, mono, and what was limited hard', () => {
    expect(kinds({ loudnessRangeLu: 15 })).toEqual(['range'])
    expect(kinds({ mid: bandLevels(-5, -10) })).toContain('tone')
    expect(kinds({ side: null })).toEqual(['mono'])
    expect(kinds({}, { side: null })).toEqual(['mono'])
    expect(kinds({ peakToLoudnessLu: 6 })).toEqual(['crushed'])
  })
})
