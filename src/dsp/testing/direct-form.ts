/** A second-order section, a0 = 1. */
interface Section {
  readonly b0: number
  readonly b1: number
  readonly b2: number
  readonly a1: number
  readonly a2: number
}

/** The first `frames` frames of x through a section: direct form I in float64. */
export const directForm = (
  x: ArrayLike<number>,
  frames: number,
  { b0, b1, b2, a1, a2 }: Section,
): Float64Array => {
  const y = new Float64Array(frames)
  for (let n = 0; n < frames; n++)
    y[n] =
      b0 * (x[n] ?? 0) +
      b1 * (x[n - 1] ?? 0) +
      b2 * (x[n - 2] ?? 0) -
      a1 * (y[n - 1] ?? 0) -
      a2 * (y[n - 2] ?? 0)
  return y
}
