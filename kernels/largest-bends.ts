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
      const first = f32x4.pmax(bendAt(p), bendAt(p + 16))
      const last = f32x4.pmax(bendAt(p + 32), bendAt(p + 48))
      bend = f32x4.pmax(bend, f32x4.pmax(first, last))
    }
    for (; n + 4 <= end; n += 4) bend = f32x4.pmax(bend, bendAt(x + ((<usize>n) << 2)))
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

/** |x[n−1] − 2·x[n] + x[n+1]| of the four samples at `p`. */
function bendAt(p: usize): v128 {
  const here = v128.load(p)
  const ends = f32x4.add(v128.load(p - 4), v128.load(p, 4))
  return f32x4.abs(f32x4.sub(ends, f32x4.add(here, here)))
}
