// Cosine and sine from + − × ÷ alone: the very steps of `cos` and `sin` in src/dsp/elementary.ts, so the very bits.

const HALF_PI_HI: f64 = 1.5707963267341256
const HALF_PI_LO: f64 = 6.077100506506192e-11

/** cos x of radians, |x| up to about 1e5. */
export function cosine(x: f64): f64 {
  const n = Math.round(x / (HALF_PI_HI + HALF_PI_LO))
  const r = x - n * HALF_PI_HI - n * HALF_PI_LO
  const quadrant = <i32>n & 3
  if (quadrant === 0) return cosineKernel(r)
  if (quadrant === 1) return -sineKernel(r)
  return quadrant === 2 ? -cosineKernel(r) : sineKernel(r)
}

/** sin x of radians, likewise. */
export function sine(x: f64): f64 {
  const n = Math.round(x / (HALF_PI_HI + HALF_PI_LO))
  const r = x - n * HALF_PI_HI - n * HALF_PI_LO
  const quadrant = <i32>n & 3
  if (quadrant === 0) return sineKernel(r)
  if (quadrant === 1) return cosineKernel(r)
  return quadrant === 2 ? -sineKernel(r) : -cosineKernel(r)
}

/** sin on |r| ≤ π/4. */
function sineKernel(r: f64): f64 {
  const z = r * r
  let tail: f64 = 1 / 355687428096000.0
  tail = tail * z - 1 / 1307674368000.0
  tail = tail * z + 1 / 6227020800.0
  tail = tail * z - 1 / 39916800.0
  tail = tail * z + 1 / 362880.0
  tail = tail * z - 1 / 5040.0
  tail = tail * z + 1 / 120.0
  tail = tail * z - 1 / 6.0
  return r + r * z * tail
}

/** cos on |r| ≤ π/4. */
function cosineKernel(r: f64): f64 {
  const z = r * r
  let tail: f64 = -1 / 6402373705728000.0
  tail = tail * z + 1 / 20922789888000.0
  tail = tail * z - 1 / 87178291200.0
  tail = tail * z + 1 / 479001600.0
  tail = tail * z - 1 / 3628800.0
  tail = tail * z + 1 / 40320.0
  tail = tail * z - 1 / 720.0
  tail = tail * z + 1 / 24.0
  return 1 - (0.5 * z - z * z * tail)
}

/** cosines[i] = cos x[i] and sines[i] = sin x[i], `count` values: for the test of the above. */
export function circleProbe(x: usize, cosines: usize, sines: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 3
    const angle = load<f64>(x + at)
    store<f64>(cosines + at, cosine(angle))
    store<f64>(sines + at, sine(angle))
  }
}
