// The low band of audio by box filters in integers, and its gain (src/dsp/dynamics/low-band-limiter.ts).

/** Fixed-point unity of the audio. */
const UNITY: f64 = 67108864.0
/** 48 dB over full scale: beyond it sums would overflow at 192 kHz. */
const MOST: f64 = 17179869184.0
const BOXES: i32 = 6

/**
 * dst = the low band of src, late by 3·(length − 1) frames: of the response H of two boxes, 3·H² − 2·H³, so that it is flat at 0 Hz. Sums are
 * integers, hence exact, and forget what is older than six boxes. `state` (int64): six sums, then seven rings of `length`.
 * Returns the rings' position after `frames` frames from `position` on.
 */
export function lowBand(
  src: usize,
  dst: usize,
  frames: i32,
  state: usize,
  length: i32,
  position: i32,
  shift: i32,
): i32 {
  const stride = (<usize>length) << 3
  const rings = state + ((<usize>BOXES) << 3)
  const cube = <f64>length * <f64>length * <f64>length
  const kept = cube / <f64>((<i64>1) << (<i64>shift))
  const four = 3.0 / (UNITY * kept * <f64>length)
  const six = 2.0 / (UNITY * kept * cube)
  let s0 = load<i64>(state)
  let s1 = load<i64>(state, 8)
  let s2 = load<i64>(state, 16)
  let s3 = load<i64>(state, 24)
  let s4 = load<i64>(state, 32)
  let s5 = load<i64>(state, 40)
  let at = position
  for (let i = 0; i < frames; i++) {
    const scaled = <f64>load<f32>(src + ((<usize>i) << 2)) * UNITY
    const x = <i64>max(-MOST, min(MOST, scaled))
    let p = rings + ((<usize>at) << 3)
    s0 += x - load<i64>(p)
    store<i64>(p, x)
    p += stride
    s1 += s0 - load<i64>(p)
    store<i64>(p, s0)
    p += stride
    s2 += s1 - load<i64>(p)
    store<i64>(p, s1)
    const third = s2 >> <i64>shift
    p += stride
    s3 += third - load<i64>(p)
    store<i64>(p, third)
    p += stride
    s4 += s3 - load<i64>(p)
    store<i64>(p, s3)
    p += stride
    s5 += s4 - load<i64>(p)
    store<i64>(p, s4)
    store<i64>(p + stride, s3)
    at = at + 1 === length ? 0 : at + 1
    // length − 1 frames ago: where the next one will be put.
    const earlier = load<i64>(rings + 6 * stride + ((<usize>at) << 3))
    store<f32>(dst + ((<usize>i) << 2), <f32>(<f64>earlier * four - <f64>s5 * six))
  }
  store<i64>(state, s0)
  store<i64>(state, s1, 8)
  store<i64>(state, s2, 16)
  store<i64>(state, s3, 24)
  store<i64>(state, s4, 32)
  store<i64>(state, s5, 40)
  return at
}

/**
 * The gain that the low band needs for each frame to come to the ceiling (÷ its weight): 1 where it is under it already or the
 * low band has less than `least` of it, fully from `full` on; never under `lowest`. Whole groups of four.
 */
export function lowBandRequired(
  x: usize,
  low: usize,
  weights: usize,
  dst: usize,
  frames: i32,
  ceiling: f32,
  least: f32,
  full: f32,
  lowest: f32,
): void {
  const end = (<usize>frames) << 2
  const one = f32x4.splat(1)
  const zero = f32x4.splat(0)
  const tiny = f32x4.splat(1e-20)
  const c = f32x4.splat(ceiling)
  const most = f32x4.splat(1 - lowest)
  const scale = f32x4.splat(1 / (full - least))
  const offset = f32x4.splat(least / (full - least))
  const signBit = v128.splat<i32>(0x80000000)
  for (let i: usize = 0; i < end; i += 16) {
    const value = v128.load(x + i)
    const size = f32x4.abs(value)
    const over = f32x4.sub(size, f32x4.div(c, v128.load(weights + i)))
    // The low band's part of it, positive where it adds to the peak.
    const part = v128.xor(v128.load(low + i), v128.and(value, signBit))
    const safe = f32x4.pmax(tiny, part)
    const share = f32x4.sub(f32x4.mul(f32x4.div(part, f32x4.pmax(tiny, size)), scale), offset)
    const held = f32x4.pmax(zero, f32x4.pmin(one, share))
    const wanted = f32x4.pmin(most, f32x4.div(f32x4.pmax(zero, over), safe))
    v128.store(dst + i, f32x4.sub(one, f32x4.mul(held, wanted)))
  }
}

/** dst[i] = x[i] − (1 − gain[i])·low[i], x itself where the gain is 1; returns the smallest gain. */
export function applyLowGains(x: usize, low: usize, gain: usize, dst: usize, frames: i32): f32 {
  const end = (<usize>frames) << 2
  let lowest: f32 = 1
  for (let i: usize = 0; i < end; i += 4) {
    const g = load<f32>(gain + i)
    lowest = min(lowest, g)
    store<f32>(dst + i, load<f32>(x + i) - (1 - g) * load<f32>(low + i))
  }
  return lowest
}

/**
 * Weights for peaks that may stand higher while the gain is coming down: dst[i] = weight[i]·max(least, min(1, spared·gain[i] ÷ earlier[i])).
 * Gains are over 0. Whole groups of four.
 */
export function onsetWeights(
  weights: usize,
  gain: usize,
  earlier: usize,
  dst: usize,
  frames: i32,
  spared: f32,
  least: f32,
): void {
  const end = (<usize>frames) << 2
  const one = f32x4.splat(1)
  const room = f32x4.splat(spared)
  const floor = f32x4.splat(least)
  for (let i: usize = 0; i < end; i += 16) {
    const fallen = f32x4.div(v128.load(gain + i), v128.load(earlier + i))
    const eased = f32x4.pmax(floor, f32x4.pmin(one, f32x4.mul(room, fallen)))
    v128.store(dst + i, f32x4.mul(v128.load(weights + i), eased))
  }
}
