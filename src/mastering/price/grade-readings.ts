import { type CurvePoint, monotoneCurve } from './monotone-curve'
import { effortAt, type PriceCurve } from './price-curve'

/** A figure at any loudness, LUFS. */
export type Reading = (lufs: number) => number

/** Between the same grades, two curves through them; where both say the same, nothing is left to be asked. */
export interface GradeReadings {
  /** As smooth as can be over loudness. */
  readonly overLoudness: Reading
  /** The same over the effort that the models have for it: bends where limiting begins to cost. */
  readonly overEffort: Reading
}

/** `grades`: by loudness, LUFS, rising, all of them louder than what level alone reaches. */
export const gradeReadings = (curve: PriceCurve, grades: readonly CurvePoint[]): GradeReadings => {
  const effort = effortAt(curve)
  const overEffort = monotoneCurve([
    { x: 0, y: 0 },
    ...grades.map(({ x, y }) => ({ x: effort(x), y })),
  ])
  return {
    overLoudness: monotoneCurve([{ x: curve.freeLufs, y: 0 }, ...grades]),
    overEffort: (lufs) => overEffort(effort(lufs)),
  }
}
