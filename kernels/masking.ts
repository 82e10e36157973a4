// Band powers of two real signals from one complex transform: L in the real, R in the imaginary part.

/**
 * left[b], right[b] (float64) = Σ |L[k]|², |R[k]|² over the bins edges[b] … edges[b + 1] − 1 (int32, `bands` + 1
 * of them, all within 1 … n/2) of the transform Z = L + iR of n points.
 */
export function stereoBandPowers(
  re: usize,
  im: usize,
  n: i32,
  edges: usize,
  bands: i32,
  left: usize,
  right: usize,
): void {
  for (let b = 0; b < bands; b++) {
    const from = load<i32>(edges + ((<usize>b) << 2))
    const to = load<i32>(edges + ((<usize>b) << 2), 4)
    let l: f64 = 0
    let r: f64 = 0
    for (let k = from; k < to; k++) {
      const near = (<usize>k) << 2
      const far = (<usize>(n - k)) << 2
      const a = <f64>load<f32>(re + near)
      const c = <f64>load<f32>(re + far)
      const d = <f64>load<f32>(im + near)
      const e = <f64>load<f32>(im + far)
      const lr = a + c
      const li = d - e
      const rr = d + e
      const ri = c - a
      l += lr * lr + li * li
      r += rr * rr + ri * ri
    }
    store<f64>(left + ((<usize>b) << 3), l * 0.25)
    store<f64>(right + ((<usize>b) << 3), r * 0.25)
  }
}
