// Band powers of two real signals from one complex transform, L in the real, R in the imaginary part, and what they mask. A pair is
// two float64, L's and R's: the lanes of one vector.

/**
 * pairs[b] = Σ |L[k]|², |R[k]|² over the bins edges[b] … edges[b + 1] − 1 (int32, `bands` + 1 of them, all within 1 … n/2) of the
 * transform Z = L + iR of n points.
 */
export function stereoBandPowers(
  re: usize,
  im: usize,
  n: i32,
  edges: usize,
  bands: i32,
  pairs: usize,
): void {
  const quarter = f64x2.splat(0.25)
  for (let b = 0; b < bands; b++) {
    const from = load<i32>(edges + ((<usize>b) << 2))
    const to = load<i32>(edges + ((<usize>b) << 2), 4)
    let sum = f64x2.splat(0)
    for (let k = from; k < to; k++) {
      const near = (<usize>k) << 2
      const far = (<usize>(n - k)) << 2
      // (a, d) and (c, e): Z[k], and Z[n − k].
      const ad = together(re + near, im + near)
      const ce = together(re + far, im + far)
      const real = f64x2.add(ad, ce)
      const imaginary = f64x2.sub(v128.shuffle<f64>(ad, ce, 1, 2), v128.shuffle<f64>(ce, ad, 1, 2))
      const power = f64x2.add(f64x2.mul(real, real), f64x2.mul(imaginary, imaginary))
      sum = f64x2.add(sum, power)
    }
    v128.store(pairs + ((<usize>b) << 4), f64x2.mul(sum, quarter))
  }
}

/** Two float32 as one pair. */
function together(first: usize, second: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load32_lane(second, v128.load32_zero(first), 1))
}

/**
 * masks[b] = what each of `bands` bands covers when their powers are `signal`, both in pairs: the powers of the others come in from
 * below, each band up `fall` times what came to the one before, and from above `rise` times, times offsets[b] (float64), and
 * `quiet` more.
 */
export function maskedPowers(
  signal: usize,
  offsets: usize,
  bands: i32,
  rise: f64,
  fall: f64,
  quiet: f64,
  masks: usize,
): void {
  let above = f64x2.splat(0)
  for (let b = 0; b < bands; b++) {
    const at = (<usize>b) << 4
    above = f64x2.add(v128.load(signal + at), f64x2.mul(above, f64x2.splat(fall)))
    v128.store(masks + at, above)
  }
  let below = f64x2.splat(0)
  for (let b = bands - 1; b >= 0; b--) {
    const at = (<usize>b) << 4
    const offset = v128.load64_splat(offsets + ((<usize>b) << 3))
    const all = f64x2.mul(f64x2.add(v128.load(masks + at), below), offset)
    v128.store(masks + at, f64x2.add(all, f64x2.splat(quiet)))
    below = f64x2.mul(f64x2.add(v128.load(signal + at), below), f64x2.splat(rise))
  }
}

/** left[b], right[b] (float32) = √(masks[b] ÷ how many bins band b has): the amplitude that a bin covers. */
export function maskedAmplitudes(
  masks: usize,
  edges: usize,
  bands: i32,
  left: usize,
  right: usize,
): void {
  for (let b = 0; b < bands; b++) {
    const edge = edges + ((<usize>b) << 2)
    const bins = <f64>(load<i32>(edge, 4) - load<i32>(edge))
    const mask = v128.load(masks + ((<usize>b) << 4))
    const amplitudes = f32x4.demote_f64x2_zero(f64x2.sqrt(f64x2.div(mask, f64x2.splat(bins))))
    store<f32>(left + ((<usize>b) << 2), f32x4.extract_lane(amplitudes, 0))
    store<f32>(right + ((<usize>b) << 2), f32x4.extract_lane(amplitudes, 1))
  }
}

/** ratios (a pair) = mean over the bands of noise ÷ mask, both in pairs. */
export function noiseOverMask(noise: usize, masks: usize, bands: i32, ratios: usize): void {
  let sum = f64x2.splat(0)
  for (let b = 0; b < bands; b++) {
    const at = (<usize>b) << 4
    sum = f64x2.add(sum, f64x2.div(v128.load(noise + at), v128.load(masks + at)))
  }
  v128.store(ratios, f64x2.div(sum, f64x2.splat(<f64>bands)))
}
