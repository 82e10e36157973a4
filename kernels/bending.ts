// How far interpolated values lie from the line between their neighbours, by the second differences around them
// (`nearBound` in src/dsp/resampling/interpolator.ts).

/** Pairs of second differences that are weighed one by one. */
const NEAR_PAIRS: usize = 8

/** |x[n−1] − 2·x[n] + x[n+1]| of the four samples at `p`. */
export function bendsAt(p: usize): v128 {
  const here = v128.load(p)
  const ends = f32x4.add(v128.load(p - 4), v128.load(p, 4))
  return f32x4.abs(f32x4.sub(ends, f32x4.add(here, here)))
}

/**
 * For the intervals behind the four samples at `p`, the most that interpolated values exceed both ends by. `near`: the weight of
 * `bend`, which is the largest second difference under the taps, and of every pair of near ones. Reads frames −8 … 12.
 */
export function bendingOf(p: usize, near: usize, bend: v128): v128 {
  let sum = f32x4.mul(v128.load32_splat(near), bend)
  for (let j: usize = 0; j < NEAR_PAIRS; j++) {
    const pair = f32x4.add(bendsAt(p - (j << 2)), bendsAt(p + 4 + (j << 2)))
    sum = f32x4.add(sum, f32x4.mul(pair, v128.load32_splat(near + (j << 2), 4)))
  }
  return sum
}
