// How far peaks may stand over a ceiling for what is over it to have no more than so much power.

import { largestLane, sumOfLanes } from './lanes'

/** Evaluations at most; the amplitude goes nearly straight with the peak, so that few do as a rule; more where a needle stands over many lower peaks. */
const TRIES: i32 = 32
/** So near to the allowed amplitude is good enough: a share of it. */
const CLOSE: f32 = 0.01

/** Largest |x| of n samples, a multiple of 4. */
export function largestMagnitude(x: usize, n: i32): f32 {
  const end = x + ((<usize>n) << 2)
  let most = f32x4.splat(0)
  for (let p = x; p < end; p += 16) most = f32x4.pmax(most, f32x4.abs(v128.load(p)))
  return largestLane(most)
}

/**
 * The peak P from `ceiling` to `largest` at which √(Σ (window · (min(|x|, P) − ceiling)₊)²) · largest ÷ P, over n samples (a multiple
 * of 4), is `share` (0…1) of what it is at `largest`; the ceiling where no sample is over it.
 */
export function allowedPeak(
  x: usize,
  window: usize,
  n: i32,
  ceiling: f32,
  largest: f32,
  share: f32,
): f32 {
  const whole = excess(x, window, n, ceiling, largest)
  if (whole <= 0) return ceiling
  const wanted = share * whole
  let low = ceiling
  let lowMiss: f32 = -wanted
  let high = largest
  let highMiss = whole - wanted
  for (let tries = 0; tries < TRIES; tries++) {
    const peak = low - (lowMiss * (high - low)) / (highMiss - lowMiss)
    const miss = (excess(x, window, n, ceiling, peak) * largest) / peak - wanted
    if (abs(miss) <= CLOSE * wanted) return peak
    // The end that stays counts half (Illinois rule).
    if (miss < 0) {
      low = peak
      lowMiss = miss
      highMiss *= 0.5
    } else {
      high = peak
      highMiss = miss
      lowMiss *= 0.5
    }
  }
  return low
}

/** √(Σ (window · (min(|x|, peak) − ceiling)₊)²) */
function excess(x: usize, window: usize, n: i32, ceiling: f32, peak: f32): f32 {
  const floor = f32x4.splat(ceiling)
  const top = f32x4.splat(peak)
  const none = f32x4.splat(0)
  const bytes = (<usize>n) << 2
  let sum = none
  for (let i: usize = 0; i < bytes; i += 16) {
    const held = f32x4.pmin(f32x4.abs(v128.load(x + i)), top)
    const over = f32x4.mul(f32x4.pmax(f32x4.sub(held, floor), none), v128.load(window + i))
    sum = f32x4.add(sum, f32x4.mul(over, over))
  }
  return sqrt(sumOfLanes(sum))
}
