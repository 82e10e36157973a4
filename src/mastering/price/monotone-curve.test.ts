import { expect, test } from 'vitest'
import { monotoneCurve } from './monotone-curve'

const POINTS = [
  { x: -18, y: 0 },
  { x: -12, y: -0.2 },
  { x: -9, y: -1.5 },
  { x: -6, y: -1.6 },
]

test('goes through its points, falls all the way, and stays level beyond them', () => {
  const curve = monotoneCurve(POINTS)
  for (const { x, y } of POINTS) expect(curve(x)).toBeCloseTo(y, 12)
  expect(curve(-30)).toBe(0)
  expect(curve(0)).toBe(-1.6)
  for (let x = -18; x < -6; x += 0.05) expect(curve(x + 0.05)).toBeLessThanOrEqual(curve(x) + 1e-12)
})

test('leaves its first point level: the first steps cost least', () => {
  const curve = monotoneCurve(POINTS)
  expect(curve(-15)).toBeGreaterThan(-0.1)
  expect(curve(-17.5)).toBeGreaterThan(-0.005)
})

test('of one point, or none, is level', () => {
  expect(monotoneCurve([{ x: 1, y: 3 }])(7)).toBe(3)
  expect(monotoneCurve([])(7)).toBe(0)
})
