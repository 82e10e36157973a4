import { sumOfLanes } from './lanes'

/**
 * Low-passes and thins out: out[k] = Σ taps[j] · x[k·factor + j] for k < `count`. `tapCount` a multiple of 4.
 */
export function decimate(
  x: usize,
  taps: usize,
  tapCount: i32,
  factor: i32,
  out: usize,
  count: i32,
): void {
  const bytes = (<usize>tapCount) << 2
  for (let k = 0; k < count; k++) {
    const from = x + ((<usize>(k * factor)) << 2)
    let total = f32x4.splat(0)
    for (let j: usize = 0; j < bytes; j += 16)
      total = f32x4.add(total, f32x4.mul(v128.load(from + j), v128.load(taps + j)))
    store<f32>(out + ((<usize>k) << 2), sumOfLanes(total))
  }
}
