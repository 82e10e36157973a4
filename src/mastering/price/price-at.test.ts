import { expect, test } from 'vitest'
import type { GradedPoint, LoudnessPrice } from './loudness-price'
import { priceAt } from './price-at'

const point = (targetLufs: number, driveDb: number, budgetDb: number, grade: number | null) =>
  ({
    targetLufs,
    integratedLufs: targetLufs,
    stoppedBy: null,
    landing: { driveDb, budgetDb, ceilingDbtp: -1, marginDb: 0.05 },
    averageReductionDb: driveDb / 10,
    maximumReductionDb: driveDb,
    peakToLoudnessLu: -1 - targetLufs,
    deepestCancelledDb: grade === null ? null : driveDb,
    grade,
  }) satisfies GradedPoint

const price = (...points: GradedPoint[]): LoudnessPrice => ({
  points,
  freeLufs: -16,
  inaudibleLufs: null,
  measuredAtLufs: [],
})

test('between two points everything is between, and the masking budget is the nearer one’s', () => {
  const curve = price(point(-14, 4, 0, -0.2), point(-13, 6, 20, -0.6))
  const quarter = priceAt(curve, -13.75)
  expect(quarter).toMatchObject({
    targetLufs: -13.75,
    maximumReductionDb: 4.5,
    deepestCancelledDb: 4.5,
  })
  expect(quarter?.landing).toMatchObject({ driveDb: 4.5, budgetDb: 0 })
  expect(quarter?.grade).toBeCloseTo(-0.3, 12)
  expect(priceAt(curve, -13.25)?.landing.budgetDb).toBe(20)
  expect(priceAt(curve, -14)?.landing.driveDb).toBe(4)
})

test('beyond the curve, and where a grade is not known, nothing is made up', () => {
  const curve = price(point(-14, 4, 0, null), point(-13, 6, 20, -0.6))
  expect(priceAt(curve, -14.5)).toBeNull()
  expect(priceAt(curve, -12.5)).toBeNull()
  expect(priceAt(price(), -14)).toBeNull()
  expect(priceAt(curve, -13.5)?.grade).toBeNull()
})
