import { expect, test } from 'vitest'
import { seededNoise } from '../testing/seeded-noise'
import {
  excessBound,
  foldedRows,
  interpolator,
  METER_SHAPE,
  nearBound,
  VERIFIER_SHAPE,
} from './interpolator'
import { SWRESAMPLE_SHAPE } from './other-meters'

const rowOf = (shape: typeof METER_SHAPE, p: number): number[] => {
  const { taps, rows } = interpolator(shape)
  return [...rows.subarray(p * taps, (p + 1) * taps)]
}

test('row 0 is the sample itself and row N − p is row p reversed', () => {
  const row = rowOf(METER_SHAPE, 0)
  expect(row.indexOf(1)).toBe(31)
  expect(row.filter((value) => value !== 0)).toHaveLength(1)
  for (let p = 1; p < 8; p++)
    expect(rowOf(METER_SHAPE, p)).toEqual(rowOf(METER_SHAPE, 8 - p).reverse())
})

test.each([
  ['8 × 64', METER_SHAPE],
  ['16 × 128', VERIFIER_SHAPE],
])('%s reads tones to 0.42 fs within 0.001 dB at any phase', (_, shape) => {
  const { phases, taps, rows } = interpolator(shape)
  for (const ratio of [0, 0.01, 0.1, 0.25, 0.35, 0.42]) {
    for (let p = 0; p < phases; p++) {
      // the tone e^(iωt) read at t = p/phases must be e^(iωp/phases)
      let re = 0
      let im = 0
      for (let j = 0; j < taps; j++) {
        const angle = 2 * Math.PI * ratio * (j - taps / 2 + 1 - p / phases)
        re += (rows[p * taps + j] ?? 0) * Math.cos(angle)
        im += (rows[p * taps + j] ?? 0) * Math.sin(angle)
      }
      expect(Math.abs(20 * Math.log10(Math.hypot(re, im)))).toBeLessThan(0.001)
      expect(Math.abs(im)).toBeLessThan(1e-4)
    }
  }
})

test('the folded rows give both members of a pair', () => {
  const design = interpolator(METER_SHAPE)
  const folded = foldedRows(design, [1, 2, 3, 4])
  expect(folded).toHaveLength(32 * 7)
  for (let j = 0; j < 32; j++) {
    const even = folded[j * 7] ?? 0
    const odd = folded[j * 7 + 1] ?? 0
    expect(even + odd).toBeCloseTo(design.rows[64 + j] ?? 0, 6)
    expect(even - odd).toBeCloseTo(design.rows[7 * 64 + j] ?? 0, 6)
  }
})

test('no signal exceeds the excess bound, and the worst signal reaches most of it', () => {
  const { phases, taps, rows } = interpolator(METER_SHAPE)
  const bound = excessBound({ phases, taps, rows })
  const random = seededNoise(1)
  for (let round = 0; round < 200; round++) {
    const x = Array.from({ length: taps }, (_, j) =>
      round % 2 === 0 ? random() : Math.sin(j * random() * 0.2) + random() * 0.01,
    )
    const at = (j: number): number => x[j] ?? 0
    const bend = Math.max(...x.slice(2).map((_, j) => Math.abs(at(j) - 2 * at(j + 1) + at(j + 2))))
    const peak = Math.max(...x.map(Math.abs))
    const neighbours = Math.max(Math.abs(at(taps / 2 - 1)), Math.abs(at(taps / 2)))
    for (let p = 1; p < phases; p++) {
      const y = x.reduce((sum, value, j) => sum + value * (rows[p * taps + j] ?? 0), 0)
      expect(Math.abs(y)).toBeLessThanOrEqual(
        neighbours + bound.perSecondDifference * bend + bound.perPeak * peak,
      )
    }
  }
  expect(bound.perSecondDifference).toBeLessThan(1)
  expect(bound.perPeak).toBeLessThan(3e-4)
})

test.each([METER_SHAPE, VERIFIER_SHAPE, SWRESAMPLE_SHAPE])(
  'no signal exceeds the nearer bound, %o',
  (shape) => {
    const design = interpolator(shape)
    const { phases, taps, rows } = design
    const { perPeak } = excessBound(design)
    const [far = 0, ...near] = nearBound(design)
    const random = seededNoise(2)
    const n = taps / 2 - 1
    let worst = 0
    for (let round = 0; round < 100; round++) {
      // Worst of all: the signs of a row itself, in one place of many.
      const p = 1 + (round % (phases - 1))
      const x = Array.from({ length: taps }, (_, j) =>
        round % 3 === 0
          ? Math.sign(rows[p * taps + j] ?? 0) * Math.abs(random())
          : random() ** (1 + (round % 5)),
      )
      const at = (j: number): number => x[j] ?? 0
      const difference = (j: number): number => Math.abs(at(j - 1) - 2 * at(j) + at(j + 1))
      const bend = Math.max(...x.slice(2).map((_, j) => difference(j + 1)))
      const peak = Math.max(...x.map(Math.abs))
      const bending = near.reduce(
        (sum, weight, j) => sum + weight * (difference(n - j) + difference(n + 1 + j)),
        far * bend,
      )
      for (let q = 1; q < phases; q++) {
        const y = x.reduce((sum, value, j) => sum + value * (rows[q * taps + j] ?? 0), 0)
        const line = ((phases - q) * at(n) + q * at(n + 1)) / phases
        const share = (Math.abs(y - line) - perPeak * peak) / bending
        worst = Math.max(worst, share)
      }
    }
    expect(worst).toBeLessThanOrEqual(1)
    expect(worst).toBeGreaterThan(0.4)
  },
)
