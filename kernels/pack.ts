// Interleaved little-endian file samples <-> planar float32 (or planar int32 on the way out).
// Every conversion to float is exact up to 24 significant bits: value / 2^(bits - 1).
// `channels` is 1 or 2; for 1 the second pointer is ignored. Vector loops may read up to 4 bytes
// past the last whole group, so regions carry 16 bytes of slack.

const SCALE_8: f32 = 1.0 / 128.0
const SCALE_16: f32 = 1.0 / 32768.0
const SCALE_32: f32 = 1.0 / 2147483648.0

/** Reverses the bytes of each of `count` values of `width` (2, 3, 4 or 8) bytes, in place. */
export function swapBytes(pointer: usize, count: i32, width: i32): void {
  let p = pointer
  if (width === 3) {
    for (let i = 0; i < count; i++, p += 3) {
      const low = load<u8>(p)
      store<u8>(p, load<u8>(p, 2))
      store<u8>(p, low, 2)
    }
    return
  }
  const end = pointer + <usize>count * <usize>width
  const vectorEnd = end - ((end - pointer) & 15)
  if (width === 2) {
    for (; p < vectorEnd; p += 16)
      v128.store(
        p,
        v128.swizzle(v128.load(p), i8x16(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14)),
      )
    for (; p < end; p += 2) store<u16>(p, bswap<u16>(load<u16>(p)))
  } else if (width === 4) {
    for (; p < vectorEnd; p += 16)
      v128.store(
        p,
        v128.swizzle(v128.load(p), i8x16(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12)),
      )
    for (; p < end; p += 4) store<u32>(p, bswap<u32>(load<u32>(p)))
  } else {
    for (; p < vectorEnd; p += 16)
      v128.store(
        p,
        v128.swizzle(v128.load(p), i8x16(7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8)),
      )
    for (; p < end; p += 8) store<u64>(p, bswap<u64>(load<u64>(p)))
  }
}

/** 8-bit samples; `bias` is 128 for unsigned (WAV), 0 for signed (AIFF, CAF). */
export function unpack8(
  source: usize,
  channels: i32,
  left: usize,
  right: usize,
  frames: i32,
  bias: i32,
): void {
  let p = source
  for (let i = 0; i < frames; i++) {
    const at = (<usize>i) << 2
    store<f32>(left + at, <f32>sample8(p, bias) * SCALE_8)
    if (channels === 2) store<f32>(right + at, <f32>sample8(p + 1, bias) * SCALE_8)
    p += channels
  }
}

function sample8(p: usize, bias: i32): i32 {
  return bias === 0 ? <i32>load<i8>(p) : <i32>load<u8>(p) - bias
}

/** 16-bit signed samples. */
export function unpack16(
  source: usize,
  channels: i32,
  left: usize,
  right: usize,
  frames: i32,
): void {
  const scale = f32x4.splat(SCALE_16)
  const vectorBytes = (<usize>(frames & ~3)) << 2
  let p = source
  let at: usize = 0
  if (channels === 2) {
    for (; at < vectorBytes; at += 16, p += 16) {
      const pair = v128.load(p)
      v128.store(
        left + at,
        f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_s(i32x4.shl(pair, 16), 16)), scale),
      )
      v128.store(right + at, f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_s(pair, 16)), scale))
    }
  } else {
    for (; at < vectorBytes; at += 16, p += 8)
      v128.store(left + at, f32x4.mul(f32x4.convert_i32x4_s(v128.load16x4_s(p)), scale))
  }
  const end = (<usize>frames) << 2
  for (; at < end; at += 4, p += (<usize>channels) << 1) {
    store<f32>(left + at, <f32>load<i16>(p) * SCALE_16)
    if (channels === 2) store<f32>(right + at, <f32>load<i16>(p, 2) * SCALE_16)
  }
}

/** 24-bit signed samples, packed in 3 bytes. */
export function unpack24(
  source: usize,
  channels: i32,
  left: usize,
  right: usize,
  frames: i32,
): void {
  // Each sample goes to the upper three bytes of a 32-bit lane: the sign comes for free.
  const scale = f32x4.splat(SCALE_32)
  const mask = i32x4.splat(0xffffff00)
  const vectorBytes = (<usize>(frames & ~3)) << 2
  let p = source
  let at: usize = 0
  if (channels === 2) {
    for (; at < vectorBytes; at += 16, p += 24) {
      const a = v128.load(p)
      const b = v128.load(p, 8)
      const l = v128.shuffle<i8>(a, b, 0, 0, 1, 2, 0, 6, 7, 8, 0, 12, 13, 14, 0, 26, 27, 28)
      const r = v128.shuffle<i8>(a, b, 0, 3, 4, 5, 0, 9, 10, 11, 0, 23, 24, 25, 0, 29, 30, 31)
      v128.store(left + at, f32x4.mul(f32x4.convert_i32x4_s(v128.and(l, mask)), scale))
      v128.store(right + at, f32x4.mul(f32x4.convert_i32x4_s(v128.and(r, mask)), scale))
    }
  } else {
    const order = i8x16(-1, 0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11)
    for (; at < vectorBytes; at += 16, p += 12)
      v128.store(
        left + at,
        f32x4.mul(f32x4.convert_i32x4_s(v128.swizzle(v128.load(p), order)), scale),
      )
  }
  const end = (<usize>frames) << 2
  for (; at < end; at += 4, p += <usize>channels * 3) {
    store<f32>(left + at, sample24(p))
    if (channels === 2) store<f32>(right + at, sample24(p + 3))
  }
}

function sample24(p: usize): f32 {
  const high = ((<i32>load<u8>(p, 2)) << 24) | ((<i32>load<u16>(p)) << 8)
  return <f32>high * SCALE_32
}

/** 32-bit signed samples, rounded to the nearest float32. */
export function unpack32(
  source: usize,
  channels: i32,
  left: usize,
  right: usize,
  frames: i32,
): void {
  const scale = f32x4.splat(SCALE_32)
  const vectorBytes = (<usize>(frames & ~3)) << 2
  let p = source
  let at: usize = 0
  if (channels === 2) {
    for (; at < vectorBytes; at += 16, p += 32) {
      const a = v128.load(p)
      const b = v128.load(p, 16)
      v128.store(
        left + at,
        f32x4.mul(f32x4.convert_i32x4_s(v128.shuffle<i32>(a, b, 0, 2, 4, 6)), scale),
      )
      v128.store(
        right + at,
        f32x4.mul(f32x4.convert_i32x4_s(v128.shuffle<i32>(a, b, 1, 3, 5, 7)), scale),
      )
    }
  } else {
    for (; at < vectorBytes; at += 16, p += 16)
      v128.store(left + at, f32x4.mul(f32x4.convert_i32x4_s(v128.load(p)), scale))
  }
  const end = (<usize>frames) << 2
  for (; at < end; at += 4, p += (<usize>channels) << 2) {
    store<f32>(left + at, <f32>load<i32>(p) * SCALE_32)
    if (channels === 2) store<f32>(right + at, <f32>load<i32>(p, 4) * SCALE_32)
  }
}

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

/** Planar int32 -> interleaved 16-bit. Values must fit. */
export function pack16(left: usize, right: usize, channels: i32, target: usize, frames: i32): void {
  const vectorBytes = (<usize>(frames & ~3)) << 2
  let p = target
  let at: usize = 0
  if (channels === 2) {
    const mask = i32x4.splat(0xffff)
    for (; at < vectorBytes; at += 16, p += 16)
      v128.store(
        p,
        v128.or(v128.and(v128.load(left + at), mask), i32x4.shl(v128.load(right + at), 16)),
      )
  }
  const end = (<usize>frames) << 2
  for (; at < end; at += 4, p += (<usize>channels) << 1) {
    store<i16>(p, <i16>load<i32>(left + at))
    if (channels === 2) store<i16>(p, <i16>load<i32>(right + at), 2)
  }
}

/** Planar int32 -> interleaved 24-bit in 3 bytes. Values must fit; the target needs 16 bytes of slack. */
export function pack24(left: usize, right: usize, channels: i32, target: usize, frames: i32): void {
  const vectorBytes = (<usize>(frames & ~3)) << 2
  let p = target
  let at: usize = 0
  if (channels === 2) {
    for (; at < vectorBytes; at += 16, p += 24) {
      const l = v128.load(left + at)
      const r = v128.load(right + at)
      v128.store(p, v128.shuffle<i8>(l, r, 0, 1, 2, 16, 17, 18, 4, 5, 6, 20, 21, 22, 8, 9, 10, 24))
      v128.store64_lane(
        p,
        v128.shuffle<i8>(l, r, 25, 26, 12, 13, 14, 28, 29, 30, 0, 0, 0, 0, 0, 0, 0, 0),
        0,
        16,
      )
    }
  }
  const end = (<usize>frames) << 2
  for (; at < end; at += 4, p += <usize>channels * 3) {
    put24(p, load<i32>(left + at))
    if (channels === 2) put24(p + 3, load<i32>(right + at))
  }
}

function put24(p: usize, value: i32): void {
  store<u16>(p, <u16>value)
  store<u8>(p, <u8>(value >> 16), 2)
}

/** Planar 32-bit values (float or integer bits) -> interleaved. */
export function pack32(left: usize, right: usize, channels: i32, target: usize, frames: i32): void {
  if (channels === 1) {
    memory.copy(target, left, (<usize>frames) << 2)
    return
  }
  const vectorBytes = (<usize>(frames & ~3)) << 2
  let p = target
  let at: usize = 0
  for (; at < vectorBytes; at += 16, p += 32) {
    const l = v128.load(left + at)
    const r = v128.load(right + at)
    v128.store(p, v128.shuffle<i32>(l, r, 0, 4, 1, 5))
    v128.store(p, v128.shuffle<i32>(l, r, 2, 6, 3, 7), 16)
  }
  const end = (<usize>frames) << 2
  for (; at < end; at += 4, p += 8) {
    store<u32>(p, load<u32>(left + at))
    store<u32>(p, load<u32>(right + at), 4)
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
