import { describe, expect, it } from 'vitest'
import {
  formatGrouped,
  formatNumber,
  formatPlain,
  formatSigned,
  formatTime,
  keepUnits,
} from './format'

describe('numbers for people', () => {
  it('have a true minus sign and no negative zero', () => {
    expect(formatNumber(-14.04, 1)).toBe('−14.0')
    expect(formatNumber(-0.04, 1)).toBe('0.0')
    expect(formatPlain(-0.004, 2)).toBe('0.00')
  })

  it('show silence as minus infinity', () => {
    expect(formatNumber(Number.NEGATIVE_INFINITY, 1)).toBe('−∞')
  })

  it('are signed and grouped where asked', () => {
    expect(formatSigned(0.61, 2)).toBe('+0.61')
    expect(formatSigned(0.001, 2)).toBe('0.00')
    expect(formatGrouped(44_100)).toBe('44\u202f100')
  })

  it('stay with their units', () => {
    expect(keepUnits('−14.00 LUFS, −1.02 dBTP on 3 % of it, 2 sounds')).toBe(
      '−14.00\u00a0LUFS, −1.02\u00a0dBTP on 3\u00a0% of it, 2 sounds',
    )
  })

  it('count time in minutes', () => {
    expect(formatTime(242.1, true)).toBe('4:02.1')
    expect(formatTime(59.96, true)).toBe('0:59.9')
    expect(formatTime(61)).toBe('1:01')
  })
})
