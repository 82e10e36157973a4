/** Denormal guard of running powers. */
const SILENCE: f64 = 1e-30

/** (L, R) → (M, S) = ((L + R)/2, (L − R)/2), in place. */
export function encodeMidSide(left: usize, right: usize, frames: i32): void {
  for (let i: usize = 0, end = (<usize>frames) << 2; i < end; i += 4) {
    const l = load<f32>(left + i)
    const r = load<f32>(right + i)
    store<f32>(left + i, (l + r) * 0.5)
    store<f32>(right + i, (l - r) * 0.5)
  }
}

/** (M, S) → (L, R) = (M + S, M − S), in place. */
export function decodeMidSide(mid: usize, side: usize, frames: i32): void {
  for (let i: usize = 0, end = (<usize>frames) << 2; i < end; i += 4) {
    const m = load<f32>(mid + i)
    const s = load<f32>(side + i)
    store<f32>(mid + i, m + s)
    store<f32>(side + i, m - s)
  }
}

/** dst = a·gainA + b·gainB + c·gainC. */
export function mixThree(
  dst: usize,
  a: usize,
  gainA: f32,
  b: usize,
  gainB: f32,
  c: usize,
  gainC: f32,
  frames: i32,
): void {
  for (let i: usize = 0, end = (<usize>frames) << 2; i < end; i += 4)
    store<f32>(
      dst + i,
      load<f32>(a + i) * gainA + load<f32>(b + i) * gainB + load<f32>(c + i) * gainC,
    )
}

/**
 * Keeps the side's running power at or below `limit` times the mid's, or below what it was before
 * widening where that was more already: side *= √(bound/power) while it is over. One-pole means with
 * `smoothing` = 1 − e^(−1/τfs); state (float64): mid, side before, side after.
 */
export function guardSide(
  mid: usize,
  before: usize,
  side: usize,
  frames: i32,
  state: usize,
  smoothing: f64,
  limit: f64,
  flush: bool,
): void {
  let m = load<f64>(state)
  let b = load<f64>(state, 8)
  let s = load<f64>(state, 16)
  for (let i: usize = 0, end = (<usize>frames) << 2; i < end; i += 4) {
    const x = <f64>load<f32>(mid + i)
    const y = <f64>load<f32>(before + i)
    const z = <f64>load<f32>(side + i)
    m += smoothing * (x * x - m)
    b += smoothing * (y * y - b)
    s += smoothing * (z * z - s)
    const bound = max(b, m * limit)
    if (s > bound) store<f32>(side + i, <f32>(z * sqrt(bound / s)))
  }
  if (flush) {
    if (m < SILENCE) m = 0
    if (b < SILENCE) b = 0
    if (s < SILENCE) s = 0
  }
  store<f64>(state, m)
  store<f64>(state, b, 8)
  store<f64>(state, s, 16)
}
