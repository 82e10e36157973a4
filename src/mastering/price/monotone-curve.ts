/** A point of a curve; x grows from point to point. */
export interface CurvePoint {
  readonly x: number
  readonly y: number
}

/**
 * A smooth curve through the points that rises and falls only where they do, level beyond its ends and at its first
 * point. Fritsch and Carlson, “Monotone piecewise cubic interpolation” (1980), with the harmonic mean of both slopes.
 */
export const monotoneCurve = (points: readonly CurvePoint[]): ((x: number) => number) => {
  const slopes = points.map((point, index) => slopeBetween(points[index - 1], point))
  const tangents = points.map((_, index) => {
    const before = slopes[index] ?? 0
    const after = slopes[index + 1] ?? before
    if (index === 0) return 0
    return before * after > 0 ? (2 * before * after) / (before + after) : 0
  })
  return (x) => {
    const [first] = points
    const last = points.at(-1)
    if (!first || !last) return 0
    if (x <= first.x) return first.y
    if (x >= last.x) return last.y
    const index = points.findIndex((point) => point.x > x)
    const low = points[index - 1] ?? first
    const high = points[index] ?? last
    const span = high.x - low.x
    const t = (x - low.x) / span
    const bend = (at: number): number => (tangents[at] ?? 0) * span
    return (
      low.y * (1 + 2 * t) * (1 - t) ** 2 +
      bend(index - 1) * t * (1 - t) ** 2 +
      high.y * t * t * (3 - 2 * t) +
      bend(index) * t * t * (t - 1)
    )
  }
}

const slopeBetween = (low: CurvePoint | undefined, high: CurvePoint): number =>
  low && high.x > low.x ? (high.y - low.y) / (high.x - low.x) : 0
