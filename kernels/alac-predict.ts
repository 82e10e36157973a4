// Apple Lossless: channels mixed, and foretold by a sign-LMS predictor; both ways.
// After Apple's description (matrix_enc.c, dp_enc.c; Apache-2.0). All arithmetic is that of 32-bit integers.

/** Coefficients of the predictor that is written, and that most files have. */
const ORDER: i32 = 8
/** Bytes from the oldest sample that is looked at to the one that is foretold. */
const OLDEST: usize = (<usize>ORDER) << 2

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

/** What `alacMix` made of two channels becomes left and right again, in place. `mix` is not 0. */
export function alacUnmix(left: usize, right: usize, frames: i32, mix: i32, mixBits: i32): void {
  const end = (<usize>frames) << 2
  for (let at: usize = 0; at < end; at += 4) {
    const difference = load<i32>(right + at)
    const l = load<i32>(left + at) + difference - ((mix * difference) >> mixBits)
    store<i32>(left + at, l)
    store<i32>(right + at, l - difference)
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
  const plain = min(count, ORDER + 1)
  if (count > 0) store<i32>(residuals, load<i32>(samples))
  for (let i = 1; i < plain; i++) {
    const at = (<usize>i) << 2
    const difference = load<i32>(samples + at) - load<i32>(samples + at - 4)
    store<i32>(residuals + at, (difference << wrap) >> wrap)
  }
  followEight(samples, residuals, plain, count, coefficients, wrap, denominatorShift, false)
}

/** Samples from the residuals of `alacPredict`, in place, by up to 30 coefficients. */
export function alacRestore(
  samples: usize,
  count: i32,
  coefficients: usize,
  order: i32,
  sampleBits: i32,
  denominatorShift: i32,
): void {
  const wrap = 32 - sampleBits
  const plain = min(count, order + 1)
  alacSum(samples, plain, sampleBits)
  if (order === ORDER && denominatorShift > 0)
    followEight(samples, samples, plain, count, coefficients, wrap, denominatorShift, true)
  else followAny(samples, plain, count, coefficients, order, wrap, denominatorShift)
}

/** Samples that are foretold to be as before, in place. */
export function alacSum(samples: usize, count: i32, sampleBits: i32): void {
  const wrap = 32 - sampleBits
  for (let i = 1; i < count; i++) {
    const at = samples + ((<usize>i) << 2)
    store<i32>(at, ((load<i32>(at) + load<i32>(at - 4)) << wrap) >> wrap)
  }
}

/** From the `from`-th sample on; `restores`: samples from residuals, else residuals from samples. */
function followEight(
  samples: usize,
  residuals: usize,
  from: i32,
  count: i32,
  coefficients: usize,
  wrap: i32,
  shift: i32,
  restores: bool,
): void {
  const half = 1 << (shift - 1)
  let older = v128.load(coefficients)
  let newer = v128.load(coefficients, 16)
  for (let i = from; i < count; i++) {
    const at = samples + ((<usize>i) << 2)
    const rest = residuals + ((<usize>i) << 2)
    const base = load<i32>(at - OLDEST - 4)
    const bases = i32x4.splat(base)
    const old = i32x4.sub(bases, v128.load(at - OLDEST))
    const young = i32x4.sub(bases, v128.load(at - OLDEST, 16))
    const products = i32x4.add(i32x4.mul(older, old), i32x4.mul(newer, young))
    const pairs = i32x4.add(products, v128.shuffle<i32>(products, products, 2, 3, 0, 1))
    const sum = i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1)
    const foretold = base + ((half - sum) >> shift)
    let residual = load<i32>(rest)
    if (restores) store<i32>(at, ((residual + foretold) << wrap) >> wrap)
    else {
      residual = ((load<i32>(at) - foretold) << wrap) >> wrap
      store<i32>(rest, residual)
    }
    if (residual === 0) continue
    // Each coefficient follows the sign of its sample's distance, from the one furthest back, until the residual is used up.
    const negative = residual < 0
    const rounding = i32x4.splat(negative ? (1 << shift) - 1 : 0)
    const oldUse = i32x4.mul(used(old, rounding, shift), i32x4(1, 2, 3, 4))
    const youngUse = i32x4.mul(used(young, rounding, shift), i32x4(5, 6, 7, 8))
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

/** As `followEight` restores, by any number of coefficients. */
function followAny(
  samples: usize,
  from: i32,
  count: i32,
  coefficients: usize,
  order: i32,
  wrap: i32,
  shift: i32,
): void {
  const half = shift > 0 ? 1 << (shift - 1) : 0
  const oldest = (<usize>order) << 2
  for (let i = from; i < count; i++) {
    const at = samples + ((<usize>i) << 2)
    const before = at - oldest
    const base = load<i32>(before - 4)
    let sum = 0
    for (let k: usize = 0; k < oldest; k += 4)
      sum += load<i32>(coefficients + k) * (load<i32>(before + k) - base)
    const residual = load<i32>(at)
    store<i32>(at, ((residual + base + ((sum + half) >> shift)) << wrap) >> wrap)
    const sign = residual > 0 ? 1 : -1
    let left = residual * sign
    for (let k = 0; k < order && left > 0; k++) {
      const offset = (<usize>k) << 2
      const distance = base - load<i32>(before + offset)
      const turn = (distance > 0 ? 1 : distance < 0 ? -1 : 0) * sign
      store<i32>(coefficients + offset, ((load<i32>(coefficients + offset) - turn) << 16) >> 16)
      left -= sign * (k + 1) * ((turn * distance) >> shift)
    }
  }
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
