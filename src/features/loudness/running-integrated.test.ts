import { describe, expect, it } from 'vitest'
import { runningIntegrated } from './running-integrated'

describe('integrated loudness over time', () => {
  it('of a constant is the constant from the first counted block on, within 0.001 LU', () => {
    const running = runningIntegrated(new Float32Array(50).fill(-23), 3)
    expect(running[2]).toBeNaN()
    for (let k = 3; k < 50; k++) expect(Math.abs((running[k] ?? 0) + 23)).toBeLessThan(0.001)
  })

  it('leaves out what is 10 LU below: EBU Tech 3341 case 3 ends at −23 within 0.05 LU', () => {
    // −36 LUFS for 10 s, −23 for 60 s, −36 for 10 s.
    const blocks = Float32Array.from({ length: 800 }, (_, k) => (k >= 100 && k < 700 ? -23 : -36))
    const running = runningIntegrated(blocks, 0)
    expect(Math.abs((running[99] ?? 0) + 36)).toBeLessThan(0.001)
    expect(Math.abs((running[799] ?? 0) + 23)).toBeLessThan(0.05)
  })

  it('is nothing for silence', () => {
    const running = runningIntegrated(new Float32Array(9).fill(Number.NEGATIVE_INFINITY), 3)
    expect([...running].every(Number.isNaN)).toBe(true)
  })
})
