import { describe, expect, it } from 'vitest'
import { goniometerPlace } from './goniometer'

const placeOf = (left: number, right: number): [number, number] => {
  const out = new Float64Array(2)
  goniometerPlace(left, right, out)
  return [out[0] ?? 0, out[1] ?? 0]
}

describe('the goniometer', () => {
  it('puts mono upright at full height for full scale, silence in the middle', () => {
    expect(placeOf(1, 1)).toEqual([0, 1])
    expect(placeOf(0, 0)).toEqual([0, 0])
  })

  it('puts left and right at 45°, opposite phases across', () => {
    const [lx, ly] = placeOf(0.5, 0)
    expect(lx).toBeCloseTo(-ly, 12)
    expect(ly).toBeGreaterThan(0)
    const [rx, ry] = placeOf(0, 0.5)
    expect(rx).toBeCloseTo(ry, 12)
    const [sx, sy] = placeOf(-0.5, 0.5)
    expect(sx).toBeGreaterThan(0)
    expect(sy).toBeCloseTo(0, 12)
  })

  it('keeps every angle while it spreads soft sound outwards', () => {
    const [x, y] = placeOf(0.2, 0.05)
    const [x2, y2] = placeOf(0.02, 0.005)
    expect(Math.atan2(y, x)).toBeCloseTo(Math.atan2(y2, x2), 9)
    expect(Math.hypot(x2, y2)).toBeGreaterThan(Math.hypot(x, y) / 10)
    expect(Math.hypot(...placeOf(3, 3))).toBeLessThanOrEqual(1)
  })
})
