// Planar int32 (or 32-bit floats) -> interleaved little-endian file samples.
// `channels` is 1 or 2; for 1 the second pointer is ignored.

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
