// Feed-forward compressor in stages over one block: side-chain filter, level, cut by the static
// curve, smoothing in dB, gain. The law is described in src/dsp/compressor.ts.

/** Smoothing state closer to zero than this is zero (flushed on the grid, against denormals). */
const NOTHING: f64 = 1e-30
/** Powers end here (+300 dB), so that no state ever becomes infinite. */
export const LARGEST_POWER: f32 = 1e30
/** 10·log10(2): exponent of two to decibels of power. */
const DB_PER_EXPONENT: f32 = 3.010299956639812
/** log2(10) ÷ 20: decibels to the exponent of two. */
const EXPONENT_PER_DB: f32 = 0.16609640474436813

/**
 * One second-order section over left and right at once (state-space form): dst = filter(src).
 * `f`: b0, c1, c2, a1, a2, then two states of two channels; c1 = b1 − a1·b0, c2 = b2 − a2·b0.
 */
export function sidechainFilter(
  left: usize,
  right: usize,
  dstLeft: usize,
  dstRight: usize,
  frames: i32,
  f: usize,
  flush: i32,
): void {
  const b0 = v128.load64_splat(f)
  const c1 = v128.load64_splat(f, 8)
  const c2 = v128.load64_splat(f, 16)
  const a1 = v128.load64_splat(f, 24)
  const a2 = v128.load64_splat(f, 32)
  let s1 = v128.load(f, 40)
  let s2 = v128.load(f, 56)
  const end = (<usize>frames) << 2
  for (let i: usize = 0; i < end; i += 4) {
    const x = f64x2.replace_lane(
      f64x2.splat(<f64>load<f32>(left + i)),
      1,
      <f64>load<f32>(right + i),
    )
    const next = f64x2.sub(f64x2.add(f64x2.mul(c1, x), s2), f64x2.mul(a1, s1))
    const y = f64x2.add(f64x2.mul(b0, x), s1)
    s2 = f64x2.sub(f64x2.mul(c2, x), f64x2.mul(a2, s1))
    s1 = next
    store<f32>(dstLeft + i, <f32>f64x2.extract_lane(y, 0))
    store<f32>(dstRight + i, <f32>f64x2.extract_lane(y, 1))
  }
  if (flush) {
    s1 = flushed(s1)
    s2 = flushed(s2)
  }
  v128.store(f, s1, 40)
  v128.store(f, s2, 56)
}

function flushed(s: v128): v128 {
  return v128.and(s, f64x2.ge(f64x2.abs(s), f64x2.splat(NOTHING)))
}

/** dst = x² of the louder channel, or the sum of both channels' (`sum` ≠ 0). Whole groups of four. */
export function linkedPower(left: usize, right: usize, dst: usize, frames: i32, sum: i32): void {
  const end = (<usize>frames) << 2
  const most = f32x4.splat(LARGEST_POWER)
  for (let i: usize = 0; i < end; i += 16) {
    const l = v128.load(left + i)
    const r = v128.load(right + i)
    const l2 = f32x4.mul(l, l)
    const r2 = f32x4.mul(r, r)
    const power = sum ? f32x4.add(l2, r2) : f32x4.pmax(l2, r2)
    v128.store(dst + i, f32x4.pmin(most, power))
  }
}

/** One-pole mean of a power, in place. `f`: step, state. */
export function meanPower(power: usize, frames: i32, f: usize, flush: i32): void {
  const step = load<f64>(f)
  let mean = load<f64>(f, 8)
  const end = power + ((<usize>frames) << 2)
  for (let p = power; p < end; p += 4) {
    mean += (<f64>load<f32>(p) - mean) * step
    store<f32>(p, <f32>mean)
  }
  store<f64>(f, flush && mean < NOTHING ? 0 : mean, 8)
}

/**
 * Steps of attack and release from the crest factor (reference 3.3, P7), per frame in float64:
 * C² = peak² ÷ mean square, both averaged over 200 ms; τ = reach ÷ C², step = 1 − e^(−C² ÷ (reach·fs)).
 * `f`: averaging step, 1 ÷ (attack reach·fs), 1 ÷ (release reach·fs), peak², mean square.
 */
export function crestSteps(power: usize, steps: usize, frames: i32, f: usize, flush: i32): void {
  const average = load<f64>(f)
  const rates = v128.load(f, 8)
  let peak = load<f64>(f, 24)
  let mean = load<f64>(f, 32)
  for (let i = 0; i < frames; i++) {
    const x = <f64>load<f32>(power + ((<usize>i) << 2))
    peak += (x - peak) * average
    peak = x > peak ? x : peak
    mean += (x - mean) * average
    const crest = mean > NOTHING ? peak / mean : 1
    const out = steps + ((<usize>i) << 4)
    v128.store(out, stepsOf(f64x2.mul(rates, f64x2.splat(crest))))
  }
  store<f64>(f, flush && peak < NOTHING ? 0 : peak, 24)
  store<f64>(f, flush && mean < NOTHING ? 0 : mean, 32)
}

/**
 * 1 − e^(−u) of two rates by the Padé approximant [4/4]. C² is at most 200 ms·fs, so the rate is at
 * most 200 ÷ 160; error there 3e-7, and nothing at the usual 1e-3.
 */
function stepsOf(u: v128): v128 {
  const square = f64x2.mul(u, u)
  const above = f64x2.mul(u, f64x2.add(f64x2.splat(1), f64x2.mul(square, f64x2.splat(1.0 / 42))))
  const odd = f64x2.mul(u, f64x2.add(f64x2.splat(0.5), f64x2.mul(square, f64x2.splat(1.0 / 84))))
  const fourth = f64x2.add(f64x2.splat(3.0 / 28), f64x2.mul(square, f64x2.splat(1.0 / 1680)))
  const even = f64x2.add(f64x2.splat(1), f64x2.mul(square, fourth))
  return f64x2.div(above, f64x2.add(even, odd))
}

/**
 * Power → dB that the static curve takes away, in place, whole groups of four; see cutLanes.
 * `offset` = W/2 − threshold; `perTwoWidths` = 1 ÷ 2W, 0 for a hard knee.
 */
export function staticCut(
  power: usize,
  frames: i32,
  offset: f32,
  width: f32,
  perTwoWidths: f32,
  slope: f32,
): void {
  const end = power + ((<usize>frames) << 2)
  cutLanes(
    power,
    end,
    f32x4.splat(offset),
    f32x4.splat(width),
    f32x4.splat(perTwoWidths),
    f32x4.splat(slope),
  )
}

/**
 * Power → cut of four lanes at a time, each lane under its own curve, in place from `power` to `end`:
 * slope·(t²÷2W + max(0, over − W/2)), over = level − threshold, t = over + W/2 within 0…W.
 */
export function cutLanes(
  power: usize,
  end: usize,
  offset: v128,
  width: v128,
  perTwoWidths: v128,
  slope: v128,
): void {
  const zero = f32x4.splat(0)
  for (let p = power; p < end; p += 16) {
    const level = f32x4.mul(log2(v128.load(p)), f32x4.splat(DB_PER_EXPONENT))
    const fromKnee = f32x4.add(level, offset)
    const t = f32x4.pmin(width, f32x4.pmax(zero, fromKnee))
    const above = f32x4.pmax(zero, f32x4.sub(fromKnee, width))
    const bent = f32x4.mul(f32x4.mul(t, t), perTwoWidths)
    v128.store(p, f32x4.mul(f32x4.add(bent, above), slope))
  }
}

/**
 * Smooths the cut in place. `f`: attack step, release step, charge step, slow step, then three
 * states (held peak, cut, slow cut). `steps` ≠ 0: attack and release steps per frame instead.
 * `decoupled`: release first, then attack over it; else one branch for each direction.
 */
export function smoothCut(
  cut: usize,
  frames: i32,
  f: usize,
  steps: usize,
  decoupled: i32,
  flush: i32,
): void {
  let attack = load<f64>(f)
  let release = load<f64>(f, 8)
  const charge = load<f64>(f, 16)
  const slowStep = load<f64>(f, 24)
  let held = load<f64>(f, 32)
  let state = load<f64>(f, 40)
  let slow = load<f64>(f, 48)
  for (let i = 0; i < frames; i++) {
    const p = cut + ((<usize>i) << 2)
    const goal = <f64>load<f32>(p)
    if (steps) {
      attack = load<f64>(steps + ((<usize>i) << 4))
      release = load<f64>(steps + ((<usize>i) << 4), 8)
    }
    if (decoupled) {
      held += (goal - held) * release
      held = goal > held ? goal : held
      state += (held - state) * attack
    } else state += (goal - state) * (goal > state ? attack : release)
    const sustained = goal < state ? goal : state
    slow += (sustained - slow) * (sustained > slow ? charge : slowStep)
    store<f32>(p, <f32>(slow > state ? slow : state))
  }
  if (flush) {
    held = held < NOTHING ? 0 : held
    state = state < NOTHING ? 0 : state
    slow = slow < NOTHING ? 0 : slow
  }
  store<f64>(f, held, 32)
  store<f64>(f, state, 40)
  store<f64>(f, slow, 48)
}

/** dB of cut → linear gain, in place, whole groups of four; see gainLanes. */
export function gainOfCut(cut: usize, frames: i32, makeupDb: f32, mix: f32): void {
  gainLanes(cut, cut + ((<usize>frames) << 2), f32x4.splat(makeupDb), f32x4.splat(mix))
}

/** 1 + mix·(10^((makeup − cut)/20) − 1) of four lanes at a time, in place from `cut` to `end`. */
export function gainLanes(cut: usize, end: usize, makeupDb: v128, mix: v128): void {
  const one = f32x4.splat(1)
  for (let p = cut; p < end; p += 16) {
    const db = f32x4.sub(makeupDb, v128.load(p))
    const gain = exp2(f32x4.mul(db, f32x4.splat(EXPONENT_PER_DB)))
    v128.store(p, f32x4.add(one, f32x4.mul(mix, f32x4.sub(gain, one))))
  }
}

/** Largest of `frames` values ≥ 0. */
export function largestOf(p: usize, frames: i32): f32 {
  let largest = <f32>0
  for (let i = 0; i < frames; i++) {
    const value = load<f32>(p + ((<usize>i) << 2))
    largest = value > largest ? value : largest
  }
  return largest
}

/** x[i] *= gain[i], in place; what would overflow stays at the largest float32. */
export function multiply(x: usize, gain: usize, frames: i32): void {
  const vectorEnd = (<usize>(frames & ~3)) << 2
  const end = (<usize>frames) << 2
  let i: usize = 0
  for (; i < vectorEnd; i += 16)
    v128.store(x + i, finite(f32x4.mul(v128.load(x + i), v128.load(gain + i))))
  for (; i < end; i += 4) {
    const y = f32x4.splat(load<f32>(x + i) * load<f32>(gain + i))
    store<f32>(x + i, f32x4.extract_lane(finite(y), 0))
  }
}

function finite(y: v128): v128 {
  const most = f32x4.splat(f32.MAX_VALUE)
  return f32x4.pmin(most, f32x4.pmax(f32x4.neg(most), y))
}

// The series' constants are read from memory, one load each: as literals V8 builds them anew at every
// use (four bands of the multiband compressor: 105 → 99 ms of CPU per minute of audio in Node).

/** Bits of 1, bits of 1 less those of 1/√2, the exponent's bias, the mantissa's mask, bits of 1/√2. */
const BITS = memory.data<i32>([0x3f800000, 0x3f800000 - 0x3f3504f3, 127, 0x007fffff, 0x3f3504f3])
/** Series of artanh in base 2, degree 7, 5, 3, 1. */
const ARTANH = memory.data<f32>([0.4121985831, 0.5770780164, 0.9617966939, 2.8853900818])
/**
 * 1/6! … 1/2!, 1, ln 2, then 1.5·2^23 (added, it rounds to a whole number, which the lowest bits of
 * the sum then hold), least and greatest exponent.
 */
const EXP = memory.data<f32>([
  0.001388888888888889, 0.008333333333333333, 0.041666666666666664, 0.16666666666666666, 0.5, 1,
  0.6931471824645996, 12582912, -126, 126,
])

/**
 * log2 of four positive numbers, error below 3e-7 besides the result's rounding; 0 and denormals
 * give about −127. Mantissa in [1/√2, √2), then the series of artanh to degree 7.
 */
function log2(x: v128): v128 {
  const one = v128.load32_splat(BITS)
  const shifted = i32x4.add(x, v128.load32_splat(BITS, 4))
  const exponent = i32x4.sub(i32x4.shr_s(shifted, 23), v128.load32_splat(BITS, 8))
  const mantissa = v128.and(shifted, v128.load32_splat(BITS, 12))
  const m = i32x4.add(mantissa, v128.load32_splat(BITS, 16))
  const z = f32x4.div(f32x4.sub(m, one), f32x4.add(m, one))
  const z2 = f32x4.mul(z, z)
  let series = f32x4.mul(z2, v128.load32_splat(ARTANH))
  series = f32x4.mul(z2, f32x4.add(series, v128.load32_splat(ARTANH, 4)))
  series = f32x4.mul(z2, f32x4.add(series, v128.load32_splat(ARTANH, 8)))
  series = f32x4.add(series, v128.load32_splat(ARTANH, 12))
  return f32x4.add(f32x4.convert_i32x4_s(exponent), f32x4.mul(z, series))
}

/** 2^x of four numbers within ±126 (clamped), error below 1e-7 relative; 2^0 is exactly 1. */
function exp2(x: v128): v128 {
  const above = f32x4.pmax(v128.load32_splat(EXP, 32), x)
  const limited = f32x4.pmin(v128.load32_splat(EXP, 36), above)
  const shifted = f32x4.add(limited, v128.load32_splat(EXP, 28))
  const whole = f32x4.sub(shifted, v128.load32_splat(EXP, 28))
  const t = f32x4.mul(f32x4.sub(limited, whole), v128.load32_splat(EXP, 24))
  const one = v128.load32_splat(EXP, 20)
  let series = f32x4.mul(t, v128.load32_splat(EXP))
  series = f32x4.mul(t, f32x4.add(series, v128.load32_splat(EXP, 4)))
  series = f32x4.mul(t, f32x4.add(series, v128.load32_splat(EXP, 8)))
  series = f32x4.mul(t, f32x4.add(series, v128.load32_splat(EXP, 12)))
  series = f32x4.mul(t, f32x4.add(series, v128.load32_splat(EXP, 16)))
  series = f32x4.mul(t, f32x4.add(series, one))
  return i32x4.add(f32x4.add(series, one), i32x4.shl(shifted, 23))
}
