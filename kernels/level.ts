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
    const finite = f32x4.le(f32x4.abs(x), limit)
    v128.store(p, v128.and(x, finite))
    count += 4 - popcnt(i32x4.bitmask(finite))
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
