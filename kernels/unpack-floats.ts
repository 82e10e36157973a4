// Interleaved little-endian float samples -> planar float32, and floats that stand for integers.
// `channels` is 1 or 2; for 1 the second pointer is ignored.

/** 32-bit float samples, copied bit for bit. */
export function unpackF32(
  source: usize,
  channels: i32,
  left: usize,
  right: usize,
  frames: i32,
): void {
  if (channels === 1) {
    memory.copy(left, source, (<usize>frames) << 2)
    return
  }
  const vectorBytes = (<usize>(frames & ~3)) << 2
  let p = source
  let at: usize = 0
  for (; at < vectorBytes; at += 16, p += 32) {
    const a = v128.load(p)
    const b = v128.load(p, 16)
    v128.store(left + at, v128.shuffle<i32>(a, b, 0, 2, 4, 6))
    v128.store(right + at, v128.shuffle<i32>(a, b, 1, 3, 5, 7))
  }
  const end = (<usize>frames) << 2
  for (; at < end; at += 4, p += 8) {
    store<u32>(left + at, load<u32>(p))
    store<u32>(right + at, load<u32>(p, 4))
  }
}

/** 64-bit float samples, rounded to the nearest float32 (beyond its range: ±Infinity). */
export function unpackF64(
  source: usize,
  channels: i32,
  left: usize,
  right: usize,
  frames: i32,
): void {
  let p = source
  const end = (<usize>frames) << 2
  for (let at: usize = 0; at < end; at += 4, p += (<usize>channels) << 3) {
    store<f32>(left + at, <f32>load<f64>(p))
    if (channels === 2) store<f32>(right + at, <f32>load<f64>(p, 8))
  }
}

/**
 * Undoes a decoder's scaling of `bits`-bit integers by 1 / (2^(bits − 1) − 1), in place: the integer is
 * rounded back and divided by 2^(bits − 1), exact up to 24 bits. Deeper samples are only rescaled.
 */
export function rescaleIntegers(pointer: usize, frames: i32, bits: i32): void {
  const full = <f64>((<u32>1) << (bits - 1))
  const up = f64x2.splat(full - 1.0)
  const down = f64x2.splat(1.0 / full)
  const exact = bits <= 24
  // Two samples a turn; the region is a multiple of four samples, so the last pair is ours.
  const end = pointer + ((<usize>frames) << 2)
  for (let p = pointer; p < end; p += 8) {
    const scaled = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(p)), up)
    const integer = exact ? f64x2.nearest(scaled) : scaled
    v128.store64_lane(p, f32x4.demote_f64x2_zero(f64x2.mul(integer, down)), 0)
  }
}
