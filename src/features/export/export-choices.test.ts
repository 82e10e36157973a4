import { describe, expect, it } from 'vitest'
import { deliveryRatesHz } from '../../mastering/delivery-rates'
import { depthOptions, ditherOptions, rateOptions } from './export-choices'

const RATES = deliveryRatesHz(48_000)
const dithers = (depth: '16' | '24' | '32f', rate: number) =>
  ditherOptions({ format: 'wav', depth }, rate).map(({ value }) => value)

describe('export choices', () => {
  it('offer noise shaping only at 16 bit and 44.1 or 48 kHz, the gentle set first', () => {
    expect(dithers('16', 44_100).slice(0, 3)).toEqual(['none', 'tpdf', 'wannamakerF3'])
    expect(dithers('16', 44_100)).toHaveLength(7)
    expect(dithers('16', 96_000)).toEqual(['none', 'tpdf'])
    expect(dithers('24', 48_000)).toEqual(['none', 'tpdf'])
    expect(dithers('32f', 48_000)).toEqual(['none'])
    expect(ditherOptions({ format: 'mp3', depth: '16' }, 44_100)).toHaveLength(1)
  })

  it('offer the depths of a lossless format and none of a lossy one', () => {
    expect(depthOptions({ format: 'wav' }).map(({ label }) => label)).toEqual([
      '16-bit',
      '24-bit',
      '32-bit float',
    ])
    expect(depthOptions({ format: 'flac' })).toHaveLength(2)
    expect(depthOptions({ format: 'opus' })).toEqual([])
  })

  it('offer the common rates, the source’s own as the source’s', () => {
    expect(rateOptions({ format: 'wav' }, 48_000, RATES).map((o) => o.label)).toEqual([
      'Same as source (48 kHz)',
      '44.1 kHz',
      '88.2 kHz',
      '96 kHz',
      '176.4 kHz',
      '192 kHz',
    ])
    expect(rateOptions({ format: 'wav' }, 44_056, deliveryRatesHz(44_056))).toHaveLength(7)
  })

  it('offer only rates that the format holds', () => {
    const labels = rateOptions({ format: 'opus' }, 44_100, deliveryRatesHz(44_100))
    expect(labels.map(({ label }) => label)).toEqual(['48 kHz'])
  })
})
