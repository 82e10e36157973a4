import { describe, expect, it } from 'vitest'
import { matchedGains } from './matched-gains'

describe('matched gains', () => {
  it('turn the louder one down to the quieter one', () => {
    const { originalGain, masterGain } = matchedGains(true, -20, -14)
    expect(originalGain).toBe(1)
    expect(20 * Math.log10(masterGain)).toBeCloseTo(-6, 10)
  })

  it('are unity when off, when silent and when not measurable', () => {
    const unity = { originalGain: 1, masterGain: 1 }
    expect(matchedGains(false, -20, -14)).toEqual(unity)
    expect(matchedGains(true, Number.NEGATIVE_INFINITY, -14)).toEqual(unity)
    expect(matchedGains(true, null, null)).toEqual(unity)
  })
})
