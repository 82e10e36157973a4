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
    let last = v128.load(x + ((<usize>n) << 2) - 16)
    let here = v128.load(x + ((<usize>n) << 2))
    for (; n + 4 <= end; n += 4) {
      const next = v128.load(x + ((<usize>n) << 2), 16)
      const before = v128.shuffle<f32>(last, here, 3, 4, 5, 6)
      const behind = v128.shuffle<f32>(here, next, 1, 2, 3, 4)
      const twice = f32x4.add(here, here)
      bend = f32x4.pmax(bend, f32x4.abs(f32x4.sub(f32x4.add(before, behind), twice)))
      last = here
      here = next
    }
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
