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
