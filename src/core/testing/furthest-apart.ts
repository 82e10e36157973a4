/**
 * The largest |a[n] − b[n]| of two signals of one length; NaN where a value is none or is missing. One look at a whole
 * signal: an `expect` for each sample costs far more than what it compares.
 */
export const furthestApart = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let furthest = a.length === b.length ? 0 : Number.NaN
  for (let n = 0; n < a.length; n++) {
    const apart = Math.abs((a[n] ?? Number.NaN) - (b[n] ?? Number.NaN))
    if (Number.isNaN(apart)) return apart
    if (apart > furthest) furthest = apart
  }
  return furthest
}
