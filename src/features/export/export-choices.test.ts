import { describe, expect, it } from 'vitest'
import { deliveryRatesHz } from '../../mastering/delivery-rates'
import {
  defaultDither,
  dithersFor,
  type ExportRequest,
  rateOptions,
  settle,
} from './export-choices'

const values = (...from: Parameters<typeof dithersFor>) => dithersFor(...from).map((o) => o.value)
const RATES = deliveryRatesHz(48_000)
const PLAIN: ExportRequest = { format: 'wav-24', dither: 'tpdf', sampleRate: 'source' }
const changed = (before: Partial<ExportRequest>, change: Partial<ExportRequest>, rate = 48_000) =>
  settle({ ...PLAIN, ...before }, change, rate, deliveryRatesHz(rate))

describe('export choices', () => {
  it('offer noise shaping only at 16 bit and 44.1 or 48 kHz, the gentle set first', () => {
    expect(values('wav-16', 44_100).slice(0, 3)).toEqual(['none', 'tpdf', 'wannamakerF3'])
    expect(values('wav-16', 44_100)).toHaveLength(7)
    expect(values('wav-16', 96_000)).toEqual(['none', 'tpdf'])
    expect(values('wav-24', 48_000)).toEqual(['none', 'tpdf'])
    expect(values('wav-32f', 48_000)).toEqual(['none'])
  })

  it('begin with F 3 at 16 bit, TPDF where there is no shaping, nothing for float', () => {
    expect(defaultDither('wav-16', 44_100)).toBe('wannamakerF3')
    expect(defaultDither('wav-16', 96_000)).toBe('tpdf')
    expect(defaultDither('wav-24', 44_100)).toBe('tpdf')
    expect(defaultDither('wav-32f', 44_100)).toBe('none')
  })

  it('offer the common rates, the source’s own as the source’s', () => {
    expect(rateOptions(48_000, RATES).map((o) => o.label)).toEqual([
      'Same as source (48 kHz)',
      '44.1 kHz',
      '88.2 kHz',
      '96 kHz',
      '176.4 kHz',
      '192 kHz',
    ])
    expect(rateOptions(47_999, deliveryRatesHz(47_999))).toHaveLength(1)
  })

  it('follow the default of the new format or rate', () => {
    expect(changed({}, { format: 'wav-16' }).dither).toBe('wannamakerF3')
    expect(changed({ format: 'wav-32f', dither: 'none' }, { format: 'wav-24' }).dither).toBe('tpdf')
    const high = changed({ format: 'wav-16', dither: 'wannamakerF3' }, { sampleRate: 96_000 })
    expect(high).toEqual({ format: 'wav-16', dither: 'tpdf', sampleRate: 96_000 })
    expect(changed(high, { sampleRate: 44_100 }).dither).toBe('wannamakerF3')
  })

  it('keep a dither that was chosen as long as there is such a one', () => {
    const chosen = changed({ format: 'wav-16', dither: 'wannamakerF3' }, { dither: 'improvedE9' })
    expect(changed(chosen, { sampleRate: 44_100 }).dither).toBe('improvedE9')
    expect(changed(chosen, { format: 'wav-24' }).dither).toBe('tpdf')
    expect(changed({ format: 'wav-16', dither: 'none' }, { format: 'wav-24' }).dither).toBe('none')
  })

  it('return to the source’s rate where the remembered one is not offered', () => {
    expect(changed({ sampleRate: 96_000 }, {}, 47_999).sampleRate).toBe('source')
    expect(changed({ sampleRate: 48_000 }, {}).sampleRate).toBe('source')
    expect(changed({ sampleRate: 44_100 }, {}).sampleRate).toBe(44_100)
  })
})
