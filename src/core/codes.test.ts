import { describe, expect, it } from 'vitest'
import { parseBarcode, parseIsrc } from './codes'

describe('codes', () => {
  it('reads an ISRC in any spelling, and no other text', () => {
    expect(parseIsrc('us-abc-12-34567')).toBe('USABC1234567')
    expect(parseIsrc('QM 6N2 24 00001')).toBe('QM6N22400001')
    expect(parseIsrc('USABC123456')).toBeNull()
    expect(parseIsrc('1SABC1234567')).toBeNull()
  })

  it('takes a UPC-A as an EAN-13 and tells the right check digit of a wrong one', () => {
    expect(parseBarcode('036000291452')).toEqual({ status: 'valid', ean13: '0036000291452' })
    expect(parseBarcode('4006381333931')).toEqual({ status: 'valid', ean13: '4006381333931' })
    expect(parseBarcode('4006381333932')).toEqual({
      status: 'wrong-check-digit',
      ean13: '4006381333932',
      expected: 1,
    })
    expect(parseBarcode('12345')).toEqual({ status: 'not-a-barcode' })
  })
})
