import { describe, expect, it } from 'vitest'
import { toFraction } from '../../ui/scale'
import { ebuScale, formatLoudness } from './ebu-scale'

describe('EBU Mode scales', () => {
  it('+9 runs from −18 to +9 LU and +18 from −36 to +18 LU: the target is two thirds up', () => {
    for (const [kind, min, max] of [
      [9, -18, 9],
      [18, -36, 18],
    ] as const) {
      const { scale } = ebuScale(kind, 'LU', -23)
      expect([scale.min, scale.max]).toEqual([-23 + min, -23 + max])
      expect(toFraction(scale, -23)).toBeCloseTo(2 / 3, 12)
    }
  })

  it('+9 at −23 LUFS is the absolute scale from −41 to −14 LUFS', () => {
    const { ticks } = ebuScale(9, 'LUFS', -23)
    expect(ticks[0]?.label).toBe('−41')
    expect(ticks.at(-1)?.label).toBe('−14')
    expect(ticks.filter(({ strong }) => strong).map(({ value }) => value)).toEqual([-23])
  })

  it('relative labels are signed and have a plain zero', () => {
    const labels = ebuScale(9, 'LU', -14).ticks.map(({ label }) => label)
    expect(labels).toContain('+9')
    expect(labels).toContain('0')
    expect(labels).toContain('−18')
  })

  it('values read in the unit that is shown; silence and nothing are a dash', () => {
    expect(formatLoudness(-14.04, 'LUFS', -14)).toBe('−14.0')
    expect(formatLoudness(-13.5, 'LU', -14)).toBe('+0.5')
    expect(formatLoudness(-14, 'LU', -14)).toBe('0.0')
    expect(formatLoudness(Number.NEGATIVE_INFINITY, 'LU', -14)).toBe('–')
    expect(formatLoudness(-347, 'LUFS', -14)).toBe('–')
    expect(formatLoudness(null, 'LUFS', -14)).toBe('–')
  })
})
