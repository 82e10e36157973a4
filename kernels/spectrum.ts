// Spectra from a transform: a windowed copy, powers added up, and two real signals told apart.
import { DB_PER_EXPONENT, log2Lanes } from './exponent-lanes'

/** dst[i] = src[i]·window[i]; n a multiple of 4. */
export function windowed(src: usize, window: usize, dst: usize, n: i32): void {
  const bytes = (<usize>n) << 2
  for (let i: usize = 0; i < bytes; i += 16)
    v128.store(dst + i, f32x4.mul(v128.load(src + i), v128.load(window + i)))
}

/** dst[i] = (after[i] − before[i])·window[i], by float64; n a multiple of 4. Returns whether any differ. */
export function windowedChange(
  before: usize,
  after: usize,
  window: usize,
  dst: usize,
  n: i32,
): bool {
  const bytes = (<usize>n) << 2
  let differs = f32x4.splat(0)
  for (let i: usize = 0; i < bytes; i += 16) {
    const a = v128.load(after + i)
    const b = v128.load(before + i)
    const w = v128.load(window + i)
    differs = v128.or(differs, f32x4.ne(a, b))
    const low = f64x2.mul(
      f64x2.sub(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(b)),
      f64x2.promote_low_f32x4(w),
    )
    const high = f64x2.mul(
      f64x2.sub(
        f64x2.promote_low_f32x4(v128.shuffle<f32>(a, a, 2, 3, 0, 1)),
        f64x2.promote_low_f32x4(v128.shuffle<f32>(b, b, 2, 3, 0, 1)),
      ),
      f64x2.promote_low_f32x4(v128.shuffle<f32>(w, w, 2, 3, 0, 1)),
    )
    v128.store(
      dst + i,
      v128.shuffle<f64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2),
    )
  }
  return v128.any_true(differs)
}

/** sum[k] += re[k]² + im[k]² in float64; n a multiple of 4. */
export function addPowers(re: usize, im: usize, sum: usize, n: i32): void {
  const bytes = (<usize>n) << 2
  for (let k: usize = 0; k < bytes; k += 16) {
    const r = v128.load(re + k)
    const i = v128.load(im + k)
    const power = f32x4.add(f32x4.mul(r, r), f32x4.mul(i, i))
    const to = sum + k * 2
    const high = v128.shuffle<f32>(power, power, 2, 3, 0, 1)
    v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(power)))
    v128.store(to, f64x2.add(v128.load(to, 16), f64x2.promote_low_f32x4(high)), 16)
  }
}

/**
 * Two real signals that went through one complex transform of n points as re and im (n a multiple of 8), told apart. Per
 * bin 0 … n/2: |L|², |R|² and the parts of L·R*, each n/2 + 1 floats.
 */
export function crossSpectra(
  re: usize,
  im: usize,
  n: i32,
  left: usize,
  right: usize,
  crossRe: usize,
  crossIm: usize,
): void {
  const a = load<f32>(re)
  const b = load<f32>(im)
  store<f32>(left, a * a)
  store<f32>(right, b * b)
  store<f32>(crossRe, a * b)
  store<f32>(crossIm, 0)
  const half = f32x4.splat(0.5)
  const last = ((<usize>n) << 2) - 16
  const end = (<usize>(n >> 1)) << 2
  for (let k: usize = 4; k <= end; k += 16) {
    const mirror = last - (k - 4)
    const ar = v128.load(re + k)
    const ai = v128.load(im + k)
    const mr = v128.load(re + mirror)
    const mi = v128.load(im + mirror)
    const cr = v128.shuffle<f32>(mr, mr, 3, 2, 1, 0)
    const ci = v128.shuffle<f32>(mi, mi, 3, 2, 1, 0)
    const lr = f32x4.mul(half, f32x4.add(ar, cr))
    const li = f32x4.mul(half, f32x4.sub(ai, ci))
    const rr = f32x4.mul(half, f32x4.add(ai, ci))
    const ri = f32x4.mul(half, f32x4.sub(cr, ar))
    v128.store(left + k, f32x4.add(f32x4.mul(lr, lr), f32x4.mul(li, li)))
    v128.store(right + k, f32x4.add(f32x4.mul(rr, rr), f32x4.mul(ri, ri)))
    v128.store(crossRe + k, f32x4.add(f32x4.mul(lr, rr), f32x4.mul(li, ri)))
    v128.store(crossIm + k, f32x4.sub(f32x4.mul(li, rr), f32x4.mul(lr, ri)))
  }
}

/**
 * Two real signals that went through one complex transform of n points as re and im, told apart: per bin 0 … n/2 the powers
 * of both as a pair of float64, plain and times `weights` (float64).
 */
export function splitPowers(
  re: usize,
  im: usize,
  n: i32,
  weights: usize,
  plain: usize,
  weighted: usize,
): void {
  const quarter = f64x2.splat(0.25)
  for (let bin = 0; bin <= n >> 1; bin++) {
    const near = (<usize>bin) << 2
    const far = (<usize>((n - bin) & (n - 1))) << 2
    const a = <f64>load<f32>(re + near)
    const b = <f64>load<f32>(im + near)
    const c = <f64>load<f32>(re + far)
    const d = <f64>load<f32>(im + far)
    const even = f64x2.replace_lane(f64x2.splat(a + c), 1, b + d)
    const odd = f64x2.replace_lane(f64x2.splat(b - d), 1, c - a)
    const power = f64x2.mul(f64x2.add(f64x2.mul(even, even), f64x2.mul(odd, odd)), quarter)
    const at = (<usize>bin) << 4
    v128.store(plain + at, power)
    v128.store(weighted + at, f64x2.mul(power, v128.load64_splat(weights + (at >> 1))))
  }
}

/**
 * Level of two real signals together that went through one complex transform of n points (a multiple of 8) as re and im: per
 * bin 0 … n/2 the dB of |X[k]|² + |X[n − k]|², to 1e-6 dB besides the result's rounding; −Infinity below float32's least normal.
 */
export function pairDecibels(re: usize, im: usize, n: i32, db: usize): void {
  const first = load<f32>(re)
  const imaginary = load<f32>(im)
  const sum = <f32>2 * (first * first + imaginary * imaginary)
  store<f32>(db, f32x4.extract_lane(decibels(f32x4.splat(sum)), 0))
  const last = ((<usize>n) << 2) - 16
  const end = (<usize>(n >> 1)) << 2
  for (let k: usize = 4; k <= end; k += 16) {
    const mirror = last - (k - 4)
    const near = powers(v128.load(re + k), v128.load(im + k))
    const far = powers(v128.load(re + mirror), v128.load(im + mirror))
    v128.store(db + k, decibels(f32x4.add(near, v128.shuffle<f32>(far, far, 3, 2, 1, 0))))
  }
}

function powers(re: v128, im: v128): v128 {
  return f32x4.add(f32x4.mul(re, re), f32x4.mul(im, im))
}

function decibels(power: v128): v128 {
  const level = f32x4.mul(log2Lanes(power), f32x4.splat(DB_PER_EXPONENT))
  const isAny = f32x4.ge(power, f32x4.splat(f32.MIN_NORMAL_VALUE))
  return v128.bitselect(level, f32x4.splat(-(<f32>Infinity)), isAny)
}

/** Sum of the squares of n floats (a multiple of 4), in float64. */
export function sumOfSquares(src: usize, n: i32): f64 {
  let low = f64x2.splat(0)
  let high = f64x2.splat(0)
  const bytes = (<usize>n) << 2
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(src + i)
    const a = f64x2.promote_low_f32x4(x)
    const b = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 0, 1))
    low = f64x2.add(low, f64x2.mul(a, a))
    high = f64x2.add(high, f64x2.mul(b, b))
  }
  const sum = f64x2.add(low, high)
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)
}

/**
 * Running sums over `bins` bins of two powers and a cross-power, float64 from 0 on, each bins + 1: at `total` of both, at `lefts` of the left
 * one, at `crosses` of the other. At `weighted`: both powers by the float64 `weights`.
 */
export function runningSums(
  left: usize,
  right: usize,
  cross: usize,
  weights: usize,
  bins: i32,
  total: usize,
  lefts: usize,
  crosses: usize,
  weighted: usize,
): void {
  let weightedLeft: f64 = 0
  let weightedRight: f64 = 0
  let both: f64 = 0
  let lefter: f64 = 0
  let crossed: f64 = 0
  for (let k = 0; k < bins; k++) {
    const at = (<usize>k) << 2
    const to = (<usize>(k + 1)) << 3
    const l = <f64>load<f32>(left + at)
    const r = <f64>load<f32>(right + at)
    const weight = load<f64>(weights + 2 * at)
    weightedLeft += weight * l
    weightedRight += weight * r
    both = both + l + r
    lefter += l
    crossed += <f64>load<f32>(cross + at)
    store<f64>(total + to, both)
    store<f64>(lefts + to, lefter)
    store<f64>(crosses + to, crossed)
  }
  store<f64>(weighted, weightedLeft)
  store<f64>(weighted, weightedRight, 8)
}
