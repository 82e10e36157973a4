import { describe, expect, it } from 'vitest'
import { deliveryRatesHz } from '../mastering/delivery-rates'
import {
  DEFAULT_DELIVERY,
  type DeliverySettings,
  defaultDither,
  parseDeliverySettings,
  settle,
} from './settings'

const changed = (
  before: Partial<DeliverySettings>,
  change: Partial<DeliverySettings>,
  rate = 48_000,
) => settle({ ...DEFAULT_DELIVERY, ...before }, change, rate, deliveryRatesHz(rate))

describe('delivery settings', () => {
  it('begin with F 3 at 16 bit, TPDF where there is no shaping, nothing for float', () => {
    const dither = (depth: DeliverySettings['depth'], rate: number) =>
      defaultDither({ format: 'wav', depth }, rate)
    expect(dither('16', 44_100)).toBe('wannamakerF3')
    expect(dither('16', 96_000)).toBe('tpdf')
    expect(dither('24', 44_100)).toBe('tpdf')
    expect(dither('32f', 44_100)).toBe('none')
  })

  it('follow the default of the new depth or rate', () => {
    expect(changed({}, { depth: '16' }).dither).toBe('wannamakerF3')
    expect(changed({ depth: '32f', dither: 'none' }, { depth: '24' }).dither).toBe('tpdf')
    const high = changed({ depth: '16', dither: 'wannamakerF3' }, { sampleRate: 96_000 })
    expect(high).toMatchObject({ depth: '16', dither: 'tpdf', sampleRate: 96_000 })
    expect(changed(high, { sampleRate: 44_100 }).dither).toBe('wannamakerF3')
  })

  it('keep a dither that was chosen as long as there is such a one', () => {
    const chosen = changed({ depth: '16', dither: 'wannamakerF3' }, { dither: 'improvedE9' })
    expect(changed(chosen, { sampleRate: 44_100 }).dither).toBe('improvedE9')
    expect(changed(chosen, { depth: '24' }).dither).toBe('tpdf')
    expect(changed({ depth: '16', dither: 'none' }, { depth: '24' }).dither).toBe('none')
  })

  it('return to the source’s rate where the remembered one is not offered', () => {
    expect(changed({ sampleRate: 50_000 }, {}, 47_999).sampleRate).toBe('source')
    expect(changed({ sampleRate: 48_000 }, {}).sampleRate).toBe('source')
    expect(changed({ sampleRate: 44_100 }, {}).sampleRate).toBe(44_100)
  })

  it('take a rate, a depth and a quality that the new format has', () => {
    expect(changed({}, { format: 'opus' }, 44_100)).toMatchObject({ sampleRate: 48_000 })
    expect(changed({ sampleRate: 96_000 }, { format: 'mp3' })).toMatchObject({
      sampleRate: 'source',
      quality: 'cbr-320',
    })
    expect(changed({}, { format: 'mp3' }, 96_000)).toMatchObject({ sampleRate: 48_000 })
    expect(changed({ depth: '32f' }, { format: 'flac' })).toMatchObject({ depth: '24' })
    const opus = changed({ format: 'mp3', quality: 'vbr-0' }, { format: 'opus' }, 44_100)
    expect(opus.quality).toBe('160')
    expect(changed(opus, { format: 'wav' }, 44_100).dither).toBe('tpdf')
  })

  it('come from storage part by part, what is not legal being the default', () => {
    expect(parseDeliverySettings(null)).toBeUndefined()
    expect(parseDeliverySettings({ format: 'wav-16', dither: 'tpdf' })).toEqual(DEFAULT_DELIVERY)
    const stored = { ...DEFAULT_DELIVERY, format: 'mp3', quality: 'vbr-0', sampleRate: 44_100 }
    expect(parseDeliverySettings({ ...stored, holdCeiling: true })).toEqual({
      ...stored,
      holdCeiling: true,
    })
    expect(parseDeliverySettings({ ...stored, sampleRate: -1, depth: '8' })).toMatchObject({
      sampleRate: 'source',
      depth: '24',
    })
  })
})
