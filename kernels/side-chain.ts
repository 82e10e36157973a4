// What a compressor listens to: side-chain filter, and the power of both channels together.
// The algorithm is described in src/dsp/dynamics/compressor.ts.

import { NOTHING } from './ballistics'

/** Powers end here (+300 dB), so that no state ever becomes infinite. */
export const LARGEST_POWER: f32 = 1e30

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
