import { describe, expect, it } from 'vitest'
import { toFraction, toValue } from './scale'

describe('slider scale', () => {
  const log = { kind: 'log', min: 20, max: 20_000 } as const

  it('puts the geometric mean of a log range in the middle', () => {
    expect(toFraction(log, Math.sqrt(20 * 20_000))).toBeCloseTo(0.5, 12)
    expect(toValue(log, 0.5)).toBeCloseTo(632.4555, 3)
  })

  it('is its own inverse on both kinds', () => {
    for (const scale of [log, { kind: 'linear', min: -12, max: 12 } as const])
      for (const fraction of [0, 0.1, 0.5, 0.9, 1])
        expect(toFraction(scale, toValue(scale, fraction))).toBeCloseTo(fraction, 12)
  })

  it('stays inside of the range', () => {
    expect(toValue(log, 2)).toBeCloseTo(20_000, 6)
    expect(toFraction(log, 1)).toBe(0)
  })
})
