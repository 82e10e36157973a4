import { bendsAt } from './bending'
import { largestLane } from './lanes'

/**
 * Largest |x[n−1] − 2·x[n] + x[n+1]| of every `group` samples (a multiple of 4) of the `frames` at `x`, with four samples in
 * front and behind; the last group may be shorter. One float each to `out`; returns how many.
 */
export function largestBends(x: usize, frames: i32, group: i32, out: usize): i32 {
  let count = 0
  for (let from = 0; from < frames; from += group) {
    const end = min<i32>(from + group, frames)
    let bend = f32x4.splat(0)
    let n = from
    for (; n + 16 <= end; n += 16) {
      const p = x + ((<usize>n) << 2)
      const first = f32x4.pmax(bendsAt(p), bendsAt(p + 16))
      const last = f32x4.pmax(bendsAt(p + 32), bendsAt(p + 48))
      bend = f32x4.pmax(bend, f32x4.pmax(first, last))
    }
    for (; n + 4 <= end; n += 4) bend = f32x4.pmax(bend, bendsAt(x + ((<usize>n) << 2)))
    let largest = largestLane(bend)
    for (; n < end; n++) {
      const p = x + ((<usize>n) << 2)
      const value = load<f32>(p)
      largest = max<f32>(largest, abs<f32>(load<f32>(p - 4) + load<f32>(p, 4) - (value + value)))
    }
    store<f32>(out + ((<usize>count) << 2), largest)
    count++
  }
  return count
}

/**
 * The first of the values `from` … `end` − 1 (float32) that is at least `least`, not less than its neighbours, and `ratio` times as large as the
 * `reach` values on either side of it but the nearest; `end` where none is. `reach` values lie in front, and behind.
 */
export function nextStandingOut(
  values: usize,
  from: i32,
  end: i32,
  least: f64,
  ratio: f64,
  reach: i32,
): i32 {
  for (let middle = from; middle < end; middle++) {
    const value = at(values, middle)
    // Most are out after two looks.
    const limit = value / ratio
    if (value < least || at(values, middle - 2) > limit || at(values, middle + 2) > limit) continue
    // Of neighbours the first that is largest.
    if (at(values, middle - 1) > value || at(values, middle + 1) >= value) continue
    let around = value / 1000
    for (let k = 2; k <= reach; k++)
      around = max(around, max(at(values, middle - k), at(values, middle + k)))
    if (!(value / around < ratio)) return middle
  }
  return end
}

function at(values: usize, index: i32): f64 {
  return <f64>load<f32>(values + ((<usize>index) << 2))
}
