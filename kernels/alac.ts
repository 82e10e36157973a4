// Apple Lossless: channels mixed, foretold by a sign-LMS predictor, residuals as adaptive Golomb codes, bit by bit.
// After Apple's description (dp_enc.c, ag_enc.c, matrix_enc.c; Apache-2.0). All arithmetic is that of 32-bit integers.

/** Coefficients of a predictor. */
const ORDER: i32 = 8
/** Bytes from the oldest sample that is looked at to the one that is foretold. */
const OLDEST: usize = (<usize>ORDER) << 2

const MEAN_SHIFT: u32 = 9
const MEAN_MAX: u32 = 0xffff
const LONGEST_PREFIX: u32 = 9
const LONGEST_CODE: u32 = 25
const RUN_BITS: u32 = 16
const LONGEST_RUN: i32 = 65_535

/**
 * Planar int32 -> what is foretold, `shift` bits shorter: as it is (`mix` 0), or the mean of both weighted by `mix` / 2^`mixBits`,
 * and their difference. Each plane of `frames`, and room for three more.
 */
export function alacMix(
  left: usize,
  right: usize,
  first: usize,
  second: usize,
  frames: i32,
  shift: i32,
  mix: i32,
  mixBits: i32,
): void {
  const end = (<usize>frames) << 2
  const weight = i32x4.splat(mix)
  const other = i32x4.splat((1 << mixBits) - mix)
  for (let at: usize = 0; at < end; at += 16) {
    const l = i32x4.shr_s(v128.load(left + at), shift)
    const r = i32x4.shr_s(v128.load(right + at), shift)
    if (mix === 0) {
      v128.store(first + at, l)
      v128.store(second + at, r)
    } else {
      const sum = i32x4.add(i32x4.mul(weight, l), i32x4.mul(other, r))
      v128.store(first + at, i32x4.shr_s(sum, mixBits))
      v128.store(second + at, i32x4.sub(l, r))
    }
  }
}

/**
 * Residuals of `count` int32 samples: each minus what the eight before it foretell, wrapped to `sampleBits`. `coefficients` are
 * eight int32 that hold 16 bits, the one of the sample furthest back first; they adapt in place, as the decoder's do.
 */
export function alacPredict(
  samples: usize,
  residuals: usize,
  count: i32,
  coefficients: usize,
  sampleBits: i32,
  denominatorShift: i32,
): void {
  const wrap = 32 - sampleBits
  const half = 1 << (denominatorShift - 1)
  const plain = min(count, ORDER + 1)
  if (count > 0) store<i32>(residuals, load<i32>(samples))
  for (let i = 1; i < plain; i++) {
    const at = samples + ((<usize>i) << 2)
    const difference = load<i32>(at) - load<i32>(at - 4)
    store<i32>(residuals + ((<usize>i) << 2), (difference << wrap) >> wrap)
  }
  let older = v128.load(coefficients)
  let newer = v128.load(coefficients, 16)
  for (let i = plain; i < count; i++) {
    const at = samples + ((<usize>i) << 2)
    const base = load<i32>(at - OLDEST - 4)
    const bases = i32x4.splat(base)
    const old = i32x4.sub(bases, v128.load(at - OLDEST))
    const young = i32x4.sub(bases, v128.load(at - OLDEST, 16))
    const products = i32x4.add(i32x4.mul(older, old), i32x4.mul(newer, young))
    const pairs = i32x4.add(products, v128.shuffle<i32>(products, products, 2, 3, 0, 1))
    const sum = i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1)
    const foretold = base + ((half - sum) >> denominatorShift)
    const residual = ((load<i32>(at) - foretold) << wrap) >> wrap
    store<i32>(residuals + ((<usize>i) << 2), residual)
    if (residual === 0) continue
    // Each coefficient follows the sign of its sample's distance, from the one furthest back, until the residual is used up.
    const negative = residual < 0
    const rounding = i32x4.splat(negative ? (1 << denominatorShift) - 1 : 0)
    const oldUse = i32x4.mul(used(old, rounding, denominatorShift), i32x4(1, 2, 3, 4))
    const youngUse = i32x4.mul(used(young, rounding, denominatorShift), i32x4(5, 6, 7, 8))
    const oldEnds = sumsUpTo(oldUse)
    const youngEnds = i32x4.add(sumsUpTo(youngUse), v128.shuffle<i32>(oldEnds, oldEnds, 3, 3, 3, 3))
    const most = i32x4.splat(negative ? -residual : residual)
    const oldTurned = v128.and(i32x4.lt_s(i32x4.sub(oldEnds, oldUse), most), signs(old))
    const youngTurned = v128.and(i32x4.lt_s(i32x4.sub(youngEnds, youngUse), most), signs(young))
    older = negative ? i32x4.add(older, oldTurned) : i32x4.sub(older, oldTurned)
    newer = negative ? i32x4.add(newer, youngTurned) : i32x4.sub(newer, youngTurned)
    older = i32x4.shr_s(i32x4.shl(older, 16), 16)
    newer = i32x4.shr_s(i32x4.shl(newer, 16), 16)
  }
  v128.store(coefficients, older)
  v128.store(coefficients, newer, 16)
}

/** What turning a coefficient uses up of the residual, before its weight: the size of its distance, shifted as the sign rounds. */
function used(distances: v128, rounding: v128, shift: i32): v128 {
  return i32x4.shr_s(i32x4.add(i32x4.abs(distances), rounding), shift)
}

function signs(values: v128): v128 {
  return i32x4.max_s(i32x4.min_s(values, i32x4.splat(1)), i32x4.splat(-1))
}

/** Of each lane, it and all before it. */
function sumsUpTo(values: v128): v128 {
  const zero = i32x4.splat(0)
  const pairs = i32x4.add(values, v128.shuffle<i32>(zero, values, 0, 4, 5, 6))
  return i32x4.add(pairs, v128.shuffle<i32>(zero, pairs, 0, 0, 4, 5))
}

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
