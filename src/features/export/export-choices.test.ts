import { describe, expect, it } from 'vitest'
import { dithersFor, legalDither } from './export-choices'

const values = (...from: Parameters<typeof dithersFor>) => dithersFor(...from).map((o) => o.value)

describe('export choices', () => {
  it('offer noise shaping only at 16 bit and 44.1 or 48 kHz', () => {
    expect(values('16', 44_100)).toContain('shaped')
    expect(values('16', 96_000)).not.toContain('shaped')
    expect(values('24', 48_000)).not.toContain('shaped')
  })

  it('leave float undithered and return to TPDF from it', () => {
    expect(values('32f', 48_000)).toEqual(['none'])
    expect(legalDither('tpdf', '32f', 48_000)).toBe('none')
    expect(legalDither('none', '24', 48_000)).toBe('tpdf')
  })

  it('fall back to TPDF where shaping does not exist', () => {
    expect(legalDither('shaped', '24', 48_000)).toBe('tpdf')
    expect(legalDither('shaped', '16', 48_000)).toBe('shaped')
  })
})
