import { describe, expect, it } from 'vitest'
import { FINGERPRINT_BANDS, type Fingerprint } from '../../analysis/fingerprint/fingerprint'
import { NARROWEST_DB, WIDTH_BANDS, widthBandHz, widthLevels } from './width-levels'

const levels = (meanDb: readonly number[]) => ({ meanDb }) as Fingerprint['mid']
const even = (levelDb: number) => Array.from({ length: FINGERPRINT_BANDS.count }, () => levelDb)
const printOf = (mid: readonly number[], side: readonly number[] | null): Fingerprint =>
  ({ mid: levels(mid), side: side && levels(side) }) as Fingerprint

describe('width by band', () => {
  it('is side against mid, third octave by third octave', () => {
    const side = even(-36).map((levelDb, sixth) => (sixth < 30 ? levelDb : levelDb + 4))
    const found = widthLevels(printOf(even(-30), side))
    expect(found).toHaveLength(WIDTH_BANDS)
    for (const [band, widthDb] of found.entries())
      expect(widthDb).toBeCloseTo(widthBandHz(band) < FINGERPRINT_BANDS.edgeHz(30) ? -6 : -2, 9)
  })

  it('is as narrow as can be for mono, and unknown where nothing sounds', () => {
    expect(widthLevels(printOf(even(-30), null)).every((db) => db === NARROWEST_DB)).toBe(true)
    const walled = even(-30).map((levelDb, sixth) => (sixth < 50 ? levelDb : -160))
    expect(widthLevels(printOf(walled, walled)).slice(25).every(Number.isNaN)).toBe(true)
    expect(widthLevels(printOf(walled, walled))[0]).toBe(0)
  })
})
