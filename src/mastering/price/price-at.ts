import type { GradedPoint, LoudnessPrice } from './loudness-price'

/** The price of any target on the curve, between its points; null beyond them. */
export const priceAt = ({ points }: LoudnessPrice, targetLufs: number): GradedPoint | null => {
  const first = points[0]
  if (!first || targetLufs < first.targetLufs) return null
  const after = points.findIndex((point) => point.targetLufs >= targetLufs)
  const high = points[after]
  const low = points[after - 1] ?? high
  if (!high || !low) return null
  const span = high.targetLufs - low.targetLufs
  const share = span > 0 ? (targetLufs - low.targetLufs) / span : 0
  const between = (figureOf: (point: GradedPoint) => number): number =>
    figureOf(low) + (figureOf(high) - figureOf(low)) * share
  const nearest = share < 1 / 2 ? low : high
  return {
    ...nearest,
    targetLufs,
    integratedLufs: between((point) => point.integratedLufs),
    landing: { ...nearest.landing, driveDb: between((point) => point.landing.driveDb) },
    averageReductionDb: between((point) => point.averageReductionDb),
    maximumReductionDb: between((point) => point.maximumReductionDb),
    peakToLoudnessLu: between((point) => point.peakToLoudnessLu),
    deepestCancelledDb:
      low.deepestCancelledDb === null || high.deepestCancelledDb === null
        ? null
        : between((point) => point.deepestCancelledDb ?? 0),
    grade: low.grade === null || high.grade === null ? null : between((point) => point.grade ?? 0),
  }
}
