import { describe, expect, it } from 'vitest'
import { cos, exp, exp10, gainOfDb, log, log2, log10, pow, sin, tan } from './elementary'

const TOLERANCE = 1e-14

const grid = (from: number, to: number, count = 4001): number[] =>
  Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1))

const worst = (
  points: readonly number[],
  ours: (x: number) => number,
  theirs: (x: number) => number,
) => Math.max(...points.map((x) => Math.abs(ours(x) / theirs(x) - 1)))

describe('elementary functions', () => {
  it('sin and cos agree with the engine to 1e-14, away from their zeros and near them', () => {
    for (const range of [
      grid(1e-6, 1.5),
      grid(1.6, 3.1),
      grid(-40.3, -37.8),
      grid(1e4, 1e4 + 0.4),
    ]) {
      expect(worst(range, sin, Math.sin)).toBeLessThan(TOLERANCE)
      expect(worst(range, cos, Math.cos)).toBeLessThan(TOLERANCE)
    }
  })

  it('tan agrees to 1e-14 on the range of filter design', () => {
    expect(worst(grid(1e-6, 1.57), tan, Math.tan)).toBeLessThan(TOLERANCE)
  })

  it('sin² + cos² = 1 to 1e-15', () => {
    for (const x of grid(-50, 50))
      expect(Math.abs(sin(x) ** 2 + cos(x) ** 2 - 1)).toBeLessThan(1e-15)
  })

  it('exp and 10^x agree to 1e-14 over the whole range of float64', () => {
    expect(worst(grid(-700, 700), exp, Math.exp)).toBeLessThan(TOLERANCE)
    expect(worst(grid(-300, 300), exp10, (x) => 10 ** x)).toBeLessThan(TOLERANCE)
    expect(exp(0)).toBe(1)
    expect(exp(-800)).toBe(0)
    expect(exp(Number.NEGATIVE_INFINITY)).toBe(0)
    expect(exp(800)).toBe(Number.POSITIVE_INFINITY)
    expect(exp(Number.NaN)).toBeNaN()
  })

  it('logarithms agree to 1e-14 from the smallest to the largest number, and near 1', () => {
    const points = [...grid(1.0001, 30), ...grid(0.01, 0.9999), 1e-300, 5e-324, 1e300, 1 + 1e-12]
    expect(worst(points, log, Math.log)).toBeLessThan(TOLERANCE)
    expect(worst(points, log2, Math.log2)).toBeLessThan(TOLERANCE)
    expect(worst(points, log10, Math.log10)).toBeLessThan(TOLERANCE)
  })

  it('log2 of a power of two is exact', () => {
    for (const k of [-1074, -1022, -30, -1, 0, 1, 10, 1023]) expect(log2(2 ** k)).toBe(k)
  })

  it('logarithms have the usual edges', () => {
    expect(log(0)).toBe(Number.NEGATIVE_INFINITY)
    expect(log(-1)).toBeNaN()
    expect(log2(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
    expect(log(Number.NaN)).toBeNaN()
  })

  it('pow agrees to 1e-14', () => {
    for (const base of [0.1, 0.5, 1.7, 10, 440])
      expect(
        worst(
          grid(-5, 5),
          (y) => pow(base, y),
          (y) => base ** y,
        ),
      ).toBeLessThan(TOLERANCE)
  })

  it('gainOfDb gives 1 at 0 dB, 10 at 20 dB, 0 at −∞ and agrees to 1e-14 between', () => {
    expect(gainOfDb(0)).toBe(1)
    expect(gainOfDb(Number.NEGATIVE_INFINITY)).toBe(0)
    expect(worst([...grid(-150, 60), 20], gainOfDb, (db) => 10 ** (db / 20))).toBeLessThan(
      TOLERANCE,
    )
  })
})
