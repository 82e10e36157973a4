// The shape that cancels a peak, from how much noise each band covers.
import { cosine } from './cosine'

/** Points per frame, and frames of the spectrum whose bins the bands are of. */
const POINTS_PER_FRAME: f64 = 4
const SPECTRUM_FRAMES: f64 = 1024
/** Ends of the band in shares of the sample rate: faded out between, so that all four phases agree. */
const PASS_SHARE: f64 = 0.44
const STOP_SHARE: f64 = 0.49

/**
 * basis[b][t] = half of what band b of even density adds at t points from the middle, t = 0 … `reach`, windowed. `edges`:
 * int32, first bins of the bands and the end of the last; a row of reach + 4 values per band. `weights`: room for a float64 per bin.
 */
export function cancellingBasis(
  edges: usize,
  bands: i32,
  reach: i32,
  weights: usize,
  basis: usize,
): void {
  const first = load<i32>(edges)
  const end = load<i32>(edges + ((<usize>bands) << 2))
  for (let bin = first; bin < end; bin++) {
    const share = <f64>bin / SPECTRUM_FRAMES
    const fade = share <= PASS_SHARE ? 0 : (share - PASS_SHARE) / (STOP_SHARE - PASS_SHARE)
    const weight = share >= STOP_SHARE ? 0 : 0.5 + 0.5 * cosine(Math.PI * fade)
    store<f64>(weights + ((<usize>bin) << 3), weight)
  }
  for (let b = 0; b < bands; b++) {
    const row = basis + ((<usize>(b * (reach + 4))) << 2)
    const from = load<i32>(edges + ((<usize>b) << 2))
    const to = load<i32>(edges + ((<usize>b) << 2), 4)
    for (let t = 0; t < reach; t++) {
      let sum: f64 = 0
      for (let bin = from; bin < to; bin++) {
        const share = <f64>bin / SPECTRUM_FRAMES
        if (share >= STOP_SHARE) break
        const weight = load<f64>(weights + ((<usize>bin) << 3))
        sum += weight * cosine((2 * Math.PI * share * <f64>t) / POINTS_PER_FRAME)
      }
      const window = 0.5 + 0.5 * cosine((Math.PI * <f64>t) / <f64>reach)
      store<f32>(row + ((<usize>t) << 2), <f32>(sum * window))
    }
  }
}

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
  let column: usize = 0
  for (; column + 48 < row; column += 64)
    shapeFour(basis + column, weights, bands, row, scale, half + column)
  for (; column < row; column += 16) {
    let value = f32x4.splat(0)
    let from = basis + column
    for (let b = 0; b < bands; b++) {
      const weight = v128.load32_splat(weights + ((<usize>b) << 2))
      value = f32x4.add(value, f32x4.mul(weight, v128.load(from)))
      from += row
    }
    v128.store(half + column, f32x4.mul(value, f32x4.splat(scale)))
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

/** Sixteen points at once, each summed in the order of the bands. */
function shapeFour(
  basis: usize,
  weights: usize,
  bands: i32,
  row: usize,
  scale: f32,
  dst: usize,
): void {
  let v0 = f32x4.splat(0)
  let v1 = f32x4.splat(0)
  let v2 = f32x4.splat(0)
  let v3 = f32x4.splat(0)
  let from = basis
  for (let b = 0; b < bands; b++) {
    const weight = v128.load32_splat(weights + ((<usize>b) << 2))
    v0 = f32x4.add(v0, f32x4.mul(weight, v128.load(from)))
    v1 = f32x4.add(v1, f32x4.mul(weight, v128.load(from, 16)))
    v2 = f32x4.add(v2, f32x4.mul(weight, v128.load(from, 32)))
    v3 = f32x4.add(v3, f32x4.mul(weight, v128.load(from, 48)))
    from += row
  }
  const factor = f32x4.splat(scale)
  v128.store(dst, f32x4.mul(v0, factor))
  v128.store(dst, f32x4.mul(v1, factor), 16)
  v128.store(dst, f32x4.mul(v2, factor), 32)
  v128.store(dst, f32x4.mul(v3, factor), 48)
}
