// Apple Lossless: what is left of foretold samples as adaptive Golomb codes, bit by bit.
// After Apple's description (ag_enc.c; Apache-2.0).

import { LONGEST_PREFIX, LONGEST_RUN, MEAN_MAX, MEAN_SHIFT, RUN_BITS } from './alac-codes'

const LONGEST_CODE: u32 = 25

/** Where the next four bytes go, and the bits that wait for it, the newest least significant. */
let next: usize = 0
let waiting: u64 = 0
let waitingBits: u64 = 0

function openBits(target: usize, position: i32): void {
  next = target + <usize>(position >> 3)
  waitingBits = <u64>(position & 7)
  waiting = <u64>(load<u8>(next) >> <u8>(8 - waitingBits))
}

/** Up to 32 bits; those of `value` above them are none. */
function put(value: u32, bits: u32): void {
  waiting = (waiting << (<u64>bits)) | <u64>value
  waitingBits += <u64>bits
  if (waitingBits < 32) return
  waitingBits -= 32
  store<u32>(next, bswap(<u32>(waiting >> waitingBits)))
  next += 4
}

/** The last byte is filled with zeros. Answers the position behind the last bit. */
function closeBits(target: usize): i32 {
  const position = ((<i32>(next - target)) << 3) + <i32>waitingBits
  for (; waitingBits >= 8; next++) {
    waitingBits -= 8
    store<u8>(next, <u8>(waiting >> waitingBits))
  }
  if (waitingBits > 0) store<u8>(next, <u8>(waiting << (8 - waitingBits)))
  return position
}

/** Appends the lowest `bits` of each sample, channels in turns, from bit `position` of `target` on; answers the position behind them. */
export function alacLowBits(
  left: usize,
  right: usize,
  channels: i32,
  frames: i32,
  bits: u32,
  target: usize,
  position: i32,
): i32 {
  openBits(target, position)
  const end = (<usize>frames) << 2
  const mask = <u32>(((<u64>1) << (<u64>bits)) - 1)
  for (let at: usize = 0; at < end; at += 4) {
    put(load<u32>(left + at) & mask, bits)
    if (channels === 2) put(load<u32>(right + at) & mask, bits)
  }
  return closeBits(target)
}

/**
 * Appends `count` residuals as Golomb codes from bit `position` of `target` on: the divisor follows a running mean, and where it is
 * near zero, runs of zeros are counted. `follow` is how fast the mean follows, `begin` where it begins, `mostBits` the most of a
 * remainder. Answers the position behind them; a residual takes at most 9 + `sampleBits` bits, and a run 25.
 */
export function alacResiduals(
  residuals: usize,
  count: i32,
  sampleBits: u32,
  follow: u32,
  begin: u32,
  mostBits: u32,
  target: usize,
  position: i32,
): i32 {
  openBits(target, position)
  let mean = begin
  let afterRun: u32 = 0
  let i = 0
  while (i < count) {
    const k = min(mostBits, 31 - clz<u32>((mean >> MEAN_SHIFT) + 3))
    const value = load<i32>(residuals + ((<usize>i) << 2))
    i++
    const folded: u32 = value < 0 ? 2 * <u32>-value - 1 : 2 * <u32>value
    const n = folded - afterRun
    putCode(n, (1 << k) - 1, k, sampleBits)
    mean = follow * folded + mean - ((follow * mean) >> MEAN_SHIFT)
    if (n > MEAN_MAX) mean = MEAN_MAX
    afterRun = 0
    if (mean << 2 >= (<u32>1) << MEAN_SHIFT || i >= count) continue
    afterRun = 1
    let run = 0
    while (i < count && load<i32>(residuals + ((<usize>i) << 2)) === 0) {
      i++
      run++
      if (run < LONGEST_RUN) continue
      afterRun = 0
      break
    }
    const runK = clz<u32>(mean) - 24 + ((mean + 16) >> 6)
    const divisor = ((1 << runK) - 1) & ((1 << mostBits) - 1)
    putCode(<u32>run, divisor, runK, RUN_BITS)
    mean = 0
  }
  return closeBits(target)
}

/** `n` as a quotient in ones and a remainder, or, where that is longer than any code, behind nine ones as it is. */
function putCode(n: u32, divisor: u32, k: u32, plainBits: u32): void {
  const quotient = n / divisor
  if (quotient < LONGEST_PREFIX) {
    const rest = n - divisor * quotient
    const short: u32 = rest === 0 ? 1 : 0
    const restBits = k + 1 - short
    const length = quotient + restBits
    if (length <= LONGEST_CODE) {
      put((((1 << quotient) - 1) << restBits) | (rest + 1 - short), length)
      return
    }
  }
  put((1 << LONGEST_PREFIX) - 1, LONGEST_PREFIX)
  put(n & <u32>(((<u64>1) << (<u64>plainBits)) - 1), plainBits)
}
