import { mostOf32 } from './lanes'

/** x[i] *= gain, in place. */
export function applyGain(pointer: usize, frames: i32, gain: f32): void {
  const g = f32x4.splat(gain)
  const end = pointer + ((<usize>frames) << 2)
  const vectorEnd = pointer + ((<usize>(frames & ~3)) << 2)
  let p = pointer
  for (; p < vectorEnd; p += 16) v128.store(p, f32x4.mul(v128.load(p), g))
  for (; p < end; p += 4) store<f32>(p, load<f32>(p) * gain)
}

/** +180 dBFS: nothing beyond it is audio, and gains below it cannot overflow float32. */
const LARGEST: f32 = 1e9

/** Replaces NaN, ±Infinity and anything beyond ±1e9 by 0, in place; returns how many there were. */
export function sanitise(pointer: usize, frames: i32): i32 {
  const end = pointer + ((<usize>frames) << 2)
  const vectorEnd = pointer + ((<usize>(frames & ~3)) << 2)
  const limit = f32x4.splat(LARGEST)
  let count = 0
  let p = pointer
  for (; p < vectorEnd; p += 16) {
    const x = v128.load(p)
    const kept = f32x4.le(f32x4.abs(x), limit)
    v128.store(p, v128.and(x, kept))
    count += 4 - popcnt(i32x4.bitmask(kept))
  }
  for (; p < end; p += 4) {
    if (!(abs(load<f32>(p)) <= LARGEST)) {
      store<f32>(p, 0)
      count++
    }
  }
  return count
}

/** dst[i] = src[i]. */
export function copyFrames(src: usize, dst: usize, frames: i32): void {
  memory.copy(dst, src, (<usize>frames) << 2)
}

/** Largest of `frames` values ≥ 0. */
export function largestOf(p: usize, frames: i32): f32 {
  let largest = <f32>0
  for (let i = 0; i < frames; i++) {
    const value = load<f32>(p + ((<usize>i) << 2))
    largest = value > largest ? value : largest
  }
  return largest
}

/** Is any |x| over `limit`? Whole groups of 32. */
export function isOver(x: usize, frames: i32, limit: f32): i32 {
  const limit4 = f32x4.splat(limit)
  const end = x + ((<usize>frames) << 2)
  for (let p = x; p < end; p += 128) if (v128.any_true(f32x4.gt(mostOf32(p), limit4))) return 1
  return 0
}

/** x[i] *= gain[i], in place; what would overflow stays at the largest float32. */
export function multiply(x: usize, gain: usize, frames: i32): void {
  const vectorEnd = (<usize>(frames & ~3)) << 2
  const end = (<usize>frames) << 2
  let i: usize = 0
  for (; i < vectorEnd; i += 16)
    v128.store(x + i, finite(f32x4.mul(v128.load(x + i), v128.load(gain + i))))
  for (; i < end; i += 4) {
    const y = f32x4.splat(load<f32>(x + i) * load<f32>(gain + i))
    store<f32>(x + i, f32x4.extract_lane(finite(y), 0))
  }
}

function finite(y: v128): v128 {
  const most = f32x4.splat(f32.MAX_VALUE)
  return f32x4.pmin(most, f32x4.pmax(f32x4.neg(most), y))
}
