import { expect, it } from 'vitest'
import { LOUDEST_LUFS, QUIETEST_LUFS } from './grid'
import { MODEL_MARGIN_DB, type PriceCurve } from './price-curve'
import { nextLufs, type PriceSample } from './price-samples'

/** Level alone reaches `freeLufs`; beyond, every LU costs the models `more` dB of drive for each LU that it is away. */
const curveOf = (freeLufs: number, more = 0.05): PriceCurve => ({
  freeLufs,
  points: Array.from({ length: LOUDEST_LUFS - QUIETEST_LUFS + 1 }, (_, step) => {
    const targetLufs = QUIETEST_LUFS + step
    const overLu = Math.max(0, targetLufs - freeLufs)
    const driveDb = targetLufs + 20 + more * overLu ** 2
    return {
      targetLufs,
      integratedLufs: targetLufs,
      stoppedBy: null,
      landing: { driveDb, budgetDb: 0, ceilingDbtp: -1, marginDb: MODEL_MARGIN_DB },
      averageReductionDb: 0,
      maximumReductionDb: 0,
      peakToLoudnessLu: -1 - targetLufs,
    }
  }),
})

const graded = (lufs: number, grade: number | null): PriceSample => ({
  lufs,
  grade,
  landing: { driveDb: lufs + 20, budgetDb: 0, ceilingDbtp: -1, marginDb: MODEL_MARGIN_DB },
  averageReductionDb: 0,
  maximumReductionDb: 0,
  deepestCancelledDb: 0,
})

it('begins at the loud end, with the easier of two passes', () => {
  const curve = curveOf(-15)
  expect(nextLufs(curve, [])).toBe(-7.5)
  expect(nextLufs(curve, [graded(-7.5, -0.3)])).toBe(LOUDEST_LUFS)
})

it('takes no third pass where two say all: nothing is heard, or nothing can be graded', () => {
  const curve = curveOf(-13)
  expect(nextLufs(curve, [graded(-7.5, 0), graded(-6, -0.2)])).toBeNull()
  expect(nextLufs(curve, [graded(-7.5, null), graded(-6, null)])).toBeNull()
})

it('takes another where two readings of the same grades are apart, between passes and not near them', () => {
  const curve = curveOf(-16)
  const next = nextLufs(curve, [graded(-7.5, -0.7), graded(-6, -1.7)]) ?? 0
  expect(next).toBeGreaterThan(-14)
  expect(next).toBeLessThanOrEqual(-8.25)
  expect(nextLufs(curve, [graded(next, -0.3), graded(-7.5, -0.7), graded(-6, -1.7)])).toBeNull()
})

it('takes another where the grade falls so far that there may be a corner, even if both readings agree', () => {
  const curve = curveOf(-19)
  const samples = [graded(-10.5, -0.7), graded(-7.9, -3.3), graded(-7, -3.9)]
  const next = nextLufs(curve, samples) ?? 0
  expect(next).toBeGreaterThan(-10)
  expect(next).toBeLessThan(-8.5)
})

it('asks for one pass where hardly anything is limited, and for none where nothing is', () => {
  expect(nextLufs(curveOf(-8), [])).toBe(LOUDEST_LUFS)
  expect(nextLufs(curveOf(-6.5), [])).toBeNull()
})
