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
