// Apple Lossless: residuals from adaptive Golomb codes. After Apple's description (ag_dec.c; Apache-2.0).
// Behind the end of a packet there are 32 zero bytes: who reads on finds nothing, and says so by its position.

import { LONGEST_PREFIX, LONGEST_RUN, MEAN_MAX, MEAN_SHIFT, RUN_BITS } from './alac-codes'

/** The packet, and the next bit of it. */
let source: usize = 0
let position: i32 = 0

/** The next 32 bits, not taken. */
function peek(): u32 {
  const bytes = bswap(load<u64>(source + <usize>(position >> 3)))
  return <u32>((bytes << (<u64>position & 7)) >> 32)
}

function take(bits: u32): u32 {
  if (bits === 0) return 0
  const value = peek() >> (32 - bits)
  position += bits
  return value
}

/**
 * `count` residuals from bit `from` of a packet of `length` bits. `follow` is how fast the mean follows, `begin` where it begins,
 * `mostBits` (at most 31) the most of a remainder. Answers the position behind them: beyond `length` where the packet is damaged.
 */
export function alacReadResiduals(
  packet: usize,
  from: i32,
  length: i32,
  into: usize,
  count: i32,
  sampleBits: u32,
  follow: u32,
  begin: u32,
  mostBits: u32,
): i32 {
  source = packet
  position = from
  let mean = begin
  let afterRun: u32 = 0
  for (let at = 0; at < count && position <= length; ) {
    const k = min(31 - clz<u32>((mean >> MEAN_SHIFT) + 3), mostBits)
    const plain = takeCode(k, (1 << k) - 1, sampleBits)
    const value = plain + afterRun
    store<i32>(into + ((<usize>at) << 2), <i32>(value >> 1) ^ -(<i32>(value & 1)))
    at++
    mean = follow * value + mean - ((follow * mean) >> MEAN_SHIFT)
    if (plain > MEAN_MAX) mean = MEAN_MAX
    afterRun = 0
    if (mean << 2 >= (<u32>1) << MEAN_SHIFT || at >= count) continue
    const runK = clz<u32>(mean) - 24 + ((mean + 16) >> 6)
    const run = <i32>takeCode(runK, ((1 << runK) - 1) & ((1 << mostBits) - 1), RUN_BITS)
    const zeros = min(run, count - at)
    memory.fill(into + ((<usize>at) << 2), 0, (<usize>zeros) << 2)
    at += zeros
    afterRun = run < LONGEST_RUN ? 1 : 0
    mean = 0
  }
  return position
}

function takeCode(k: u32, divisor: u32, plainBits: u32): u32 {
  const ones = clz<u32>(~peek())
  if (ones >= LONGEST_PREFIX) {
    position += LONGEST_PREFIX
    return take(plainBits)
  }
  position += ones + 1
  if (k === 1) return ones
  const rest = take(k)
  if (rest >= 2) return ones * divisor + rest - 1
  // The last bit was not part of it.
  position--
  return ones * divisor
}

/** Puts `bits` of a packet from bit `from` on below each sample, channels in turns. */
export function alacJoinLowBits(
  packet: usize,
  from: i32,
  left: usize,
  right: usize,
  channels: i32,
  frames: i32,
  bits: u32,
): void {
  source = packet
  position = from
  const end = (<usize>frames) << 2
  for (let at: usize = 0; at < end; at += 4) {
    store<u32>(left + at, (load<u32>(left + at) << bits) | take(bits))
    if (channels === 2) store<u32>(right + at, (load<u32>(right + at) << bits) | take(bits))
  }
}
