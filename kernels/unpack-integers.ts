// Interleaved little-endian integer samples -> planar float32: value / 2^(bits - 1), exact up to 24 significant bits.
// `channels` is 1 or 2; for 1 the second pointer is ignored. Vector loops may read up to 4 bytes
// past the last whole group, so regions carry 16 bytes of slack.

const SCALE_8: f32 = 1.0 / 128.0
const SCALE_16: f32 = 1.0 / 32768.0
const SCALE_32: f32 = 1.0 / 2147483648.0

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
