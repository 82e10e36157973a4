// Float32 -> integers, once, last: seeded dither, rounding, clamping, error feedback.

/** Bytes of state per channel: keys a and b, frame counter (u32 each), padding, error history (f64). */
const HISTORY_OFFSET: usize = 16
const MAX_TAPS: i32 = 9

/** Bytes of quantiser state per channel. */
export function quantiserStateBytes(): i32 {
  return <i32>HISTORY_OFFSET + MAX_TAPS * 8
}

/**
 * Triangular noise as the sum of two 16-bit uniforms, −65535…65535 (units of 2^−16 LSB), from the
 * frame's own number: a hash instead of a running generator, so any blocking gives the same bits.
 */
function triangular(n: u32, a: u32, b: u32): i32 {
  let x = n ^ a
  x = (x ^ (x >> 16)) * 0x7feb352d
  x = ((x ^ (x >> 15)) + b) * 0x846ca68b
  x = x ^ (x >> 16)
  x = x * 0x9e3779b1
  x = x ^ (x >> 15)
  return <i32>(x >> 16) + <i32>(x & 0xffff) - 65535
}

function triangular4(n: v128, a: v128, b: v128): v128 {
  let x = v128.xor(n, a)
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 16)), i32x4.splat(0x7feb352d))
  x = i32x4.mul(i32x4.add(v128.xor(x, i32x4.shr_u(x, 15)), b), i32x4.splat(0x846ca68b))
  x = v128.xor(x, i32x4.shr_u(x, 16))
  x = i32x4.mul(x, i32x4.splat(0x9e3779b1))
  x = v128.xor(x, i32x4.shr_u(x, 15))
  const sum = i32x4.add(i32x4.shr_u(x, 16), v128.and(x, i32x4.splat(0xffff)))
  return i32x4.sub(sum, i32x4.splat(65535))
}

/** Same answer as the vector path for every r, NaN (top) included. */
function clamped(r: f64, top: f64, bottom: f64): i32 {
  const below = r < top ? r : top
  return <i32>(below > bottom ? below : bottom)
}

const UNIT: f64 = 1.0 / 65536.0

/**
 * One channel, `frames` float32 samples at `source` -> int32 at `target`:
 * clamp(floor(x · scale + noise · amount + 0.5)). `amount` 1 = TPDF of ±1 LSB, 0 = plain rounding.
 * Returns how many samples were clamped. `scale` is 2^(bits − 1).
 */
export function quantise(
  source: usize,
  target: usize,
  frames: i32,
  scale: f64,
  amount: f64,
  state: usize,
): i32 {
  const a = load<u32>(state)
  const b = load<u32>(state, 4)
  let n = load<u32>(state, 8)
  const top = scale - 1.0
  if (amount === 0.0) {
    store<u32>(state, n + <u32>frames, 8)
    return rounded(source, target, frames, scale)
  }
  const unit = UNIT * amount
  const a4 = i32x4.splat(a)
  const b4 = i32x4.splat(b)
  const scale2 = f64x2.splat(scale)
  const unit2 = f64x2.splat(unit)
  const half2 = f64x2.splat(0.5)
  const top2 = f64x2.splat(top)
  const bottom2 = f64x2.splat(-scale)
  const ramp = i32x4(0, 1, 2, 3)
  const vectorBytes = (<usize>(frames & ~3)) << 2
  let clipped = 0
  let at: usize = 0
  for (; at < vectorBytes; at += 16, n += 4) {
    const x = v128.load(source + at)
    const noise = triangular4(i32x4.add(i32x4.splat(n), ramp), a4, b4)
    const low = f64x2.floor(
      f64x2.add(
        f64x2.add(
          f64x2.mul(f64x2.promote_low_f32x4(x), scale2),
          f64x2.mul(f64x2.convert_low_i32x4_s(noise), unit2),
        ),
        half2,
      ),
    )
    const high = f64x2.floor(
      f64x2.add(
        f64x2.add(
          f64x2.mul(f64x2.promote_low_f32x4(v128.shuffle<i32>(x, x, 2, 3, 2, 3)), scale2),
          f64x2.mul(f64x2.convert_low_i32x4_s(v128.shuffle<i32>(noise, noise, 2, 3, 2, 3)), unit2),
        ),
        half2,
      ),
    )
    if (areWithin(low, high, top2, bottom2)) {
      v128.store(target + at, integersOf(low, high))
      continue
    }
    clipped += outsideOf(low, top2, bottom2) + outsideOf(high, top2, bottom2)
    v128.store(target + at, clamped4(low, high, top2, bottom2))
  }
  const end = (<usize>frames) << 2
  for (; at < end; at += 4, n++) {
    const r = floor<f64>(
      <f64>load<f32>(source + at) * scale + <f64>triangular(n, a, b) * unit + 0.5,
    )
    if (r > top || r < -scale) clipped++
    store<i32>(target + at, clamped(r, top, -scale))
  }
  store<u32>(state, n, 8)
  return clipped
}

/** What `quantise` gives without noise: the sum of x · scale and a half rounds the same, and no noise is made. */
function rounded(source: usize, target: usize, frames: i32, scale: f64): i32 {
  const top = scale - 1.0
  const scale2 = f64x2.splat(scale)
  const half2 = f64x2.splat(0.5)
  const top2 = f64x2.splat(top)
  const bottom2 = f64x2.splat(-scale)
  const vectorBytes = (<usize>(frames & ~3)) << 2
  let clipped = 0
  let at: usize = 0
  for (; at < vectorBytes; at += 16) {
    const x = v128.load(source + at)
    const low = f64x2.floor(f64x2.add(f64x2.mul(f64x2.promote_low_f32x4(x), scale2), half2))
    const upper = f64x2.promote_low_f32x4(v128.shuffle<i32>(x, x, 2, 3, 2, 3))
    const high = f64x2.floor(f64x2.add(f64x2.mul(upper, scale2), half2))
    if (areWithin(low, high, top2, bottom2)) {
      v128.store(target + at, integersOf(low, high))
      continue
    }
    clipped += outsideOf(low, top2, bottom2) + outsideOf(high, top2, bottom2)
    v128.store(target + at, clamped4(low, high, top2, bottom2))
  }
  const end = (<usize>frames) << 2
  for (; at < end; at += 4) {
    const r = floor<f64>(<f64>load<f32>(source + at) * scale + 0.5)
    if (r > top || r < -scale) clipped++
    store<i32>(target + at, clamped(r, top, -scale))
  }
  return clipped
}

/** Do all four need no clamping? Not where one is not a number. */
function areWithin(low: v128, high: v128, top: v128, bottom: v128): bool {
  return i64x2.all_true(
    v128.and(
      v128.and(f64x2.le(low, top), f64x2.ge(low, bottom)),
      v128.and(f64x2.le(high, top), f64x2.ge(high, bottom)),
    ),
  )
}

/** 2^52 + 2^51: of a whole number below 2^31 that is added to it the low word is the integer. */
const WHOLE: f64 = 6755399441055744.0

/** Four whole numbers below 2^31 as integers: half of what converting them costs, which minds what is no number. */
function integersOf(low: v128, high: v128): v128 {
  const whole = f64x2.splat(WHOLE)
  return v128.shuffle<i32>(f64x2.add(low, whole), f64x2.add(high, whole), 0, 2, 4, 6)
}

function clamped4(low: v128, high: v128, top: v128, bottom: v128): v128 {
  const l = i32x4.trunc_sat_f64x2_s_zero(f64x2.pmax(bottom, f64x2.pmin(top, low)))
  const h = i32x4.trunc_sat_f64x2_s_zero(f64x2.pmax(bottom, f64x2.pmin(top, high)))
  return v128.shuffle<i32>(l, h, 0, 1, 4, 5)
}

function outsideOf(x: v128, top: v128, bottom: v128): i32 {
  return popcnt(i64x2.bitmask(v128.or(f64x2.gt(x, top), f64x2.lt(x, bottom))))
}

/**
 * As `quantise` with TPDF, with error feedback: v = x − Σ c_k e_(n−k), out = Q(v + noise), e = out − v.
 * `taps` ≤ 9 float64 coefficients at `coefficients`. Where the output saturates, e is that of the
 * quantiser before the clamp: what clipping cut off never enters the loop, and |e| stays ≤ 1.5 LSB.
 */
export function quantiseShaped(
  source: usize,
  target: usize,
  frames: i32,
  scale: f64,
  coefficients: usize,
  taps: i32,
  state: usize,
): i32 {
  const a = load<u32>(state)
  const b = load<u32>(state, 4)
  let n = load<u32>(state, 8)
  const history = state + HISTORY_OFFSET
  const top = scale - 1.0
  const end = (<usize>frames) << 2
  const last = (<usize>(taps - 1)) << 3
  let clipped = 0
  for (let at: usize = 0; at < end; at += 4, n++) {
    let v = <f64>load<f32>(source + at) * scale
    for (let k: usize = 0; k <= last; k += 8)
      v -= load<f64>(coefficients + k) * load<f64>(history + k)
    const r = floor<f64>(v + <f64>triangular(n, a, b) * UNIT + 0.5)
    for (let k: usize = last; k > 0; k -= 8) store<f64>(history + k, load<f64>(history + k - 8))
    const e = r - v
    // Not finite in, not finite e: it must not stay in the loop.
    store<f64>(history, abs<f64>(e) <= 2.0 ? e : 0.0)
    if (r > top || r < -scale) clipped++
    store<i32>(target + at, clamped(r, top, -scale))
  }
  store<u32>(state, n, 8)
  return clipped
}
