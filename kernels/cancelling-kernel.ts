// The shape that cancels a peak, from how much noise each band covers.

/**
 * half[t] = Σ weights[b] · basis[b][t], t = 0 … `stride` − 1 (a multiple of 4), divided by half[0]. `basis`: a row of
 * `stride` values per band. Writes it mirrored around the middle to `points` (2·reach + 1 values and three zeros;
 * reach = stride − 4), and at the base rate to `shapes`: four rows of `taps` values, row p tap j at
 * 4·(j − halfFrames) − p points from the middle.
 */
export function shapeKernel(
  basis: usize,
  weights: usize,
  bands: i32,
  stride: i32,
  half: usize,
  points: usize,
  shapes: usize,
  taps: i32,
  halfFrames: i32,
): void {
  const row = (<usize>stride) << 2
  let sum: f32 = 0
  for (let b = 0; b < bands; b++)
    sum += load<f32>(weights + ((<usize>b) << 2)) * load<f32>(basis + <usize>b * row)
  const scale: f32 = sum > 0 ? 1 / sum : 0
  for (let t: usize = 0; t < row; t += 16) {
    let value = f32x4.splat(0)
    let from = basis + t
    for (let b = 0; b < bands; b++) {
      const weight = v128.load32_splat(weights + ((<usize>b) << 2))
      value = f32x4.add(value, f32x4.mul(weight, v128.load(from)))
      from += row
    }
    v128.store(half + t, f32x4.mul(value, f32x4.splat(scale)))
  }
  const reach = stride - 4
  const middle = points + ((<usize>reach) << 2)
  for (let t = 0; t <= reach; t++) {
    const value = load<f32>(half + ((<usize>t) << 2))
    store<f32>(middle + ((<usize>t) << 2), value)
    store<f32>(middle - ((<usize>t) << 2), value)
  }
  for (let p = 0; p < 4; p++)
    for (let j = 0; j < taps; j++) {
      const t = abs(4 * (j - halfFrames) - p)
      const value: f32 = t <= reach ? load<f32>(half + ((<usize>t) << 2)) : 0
      store<f32>(shapes + ((<usize>(p * taps + j)) << 2), value)
    }
}
