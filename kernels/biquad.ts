// Cascades of second-order sections (sections.ts) over planar float32, in place: widened to float64 pairs, and back.

import { cascade, flushState } from './sections'

/** Frames filtered at a time, so that the float64 copy stays in the first-level cache. */
const CHUNK_FRAMES: i32 = 512
const SCRATCH = memory.data(8192, 16)

/**
 * Filters left and right in place through `sections` sections. With `midSide` ≠ 0 the lanes are
 * mid (L + R)/2 and side (L − R)/2, encoded and decoded in float64. `flush` ≠ 0 clears state that
 * has decayed below 1e-30: set it on the grid only, so that any blocking gives the same bits.
 */
export function biquadStereo(
  left: usize,
  right: usize,
  frames: i32,
  sections: i32,
  coefficients: usize,
  state: usize,
  midSide: i32,
  flush: i32,
): void {
  for (let done = 0; done < frames; done += CHUNK_FRAMES) {
    const count = min(CHUNK_FRAMES, frames - done)
    const offset = (<usize>done) << 2
    widen(left + offset, right + offset, count)
    if (midSide) encode(count)
    cascade(SCRATCH, count, sections, coefficients, state)
    if (midSide) decode(count)
    narrow(left + offset, right + offset, count)
  }
  if (flush) flushState(state, sections)
}

/** Filters one channel in place; the first lane's coefficients count. Otherwise as biquadStereo. */
export function biquadMono(
  channel: usize,
  frames: i32,
  sections: i32,
  coefficients: usize,
  state: usize,
  flush: i32,
): void {
  for (let done = 0; done < frames; done += CHUNK_FRAMES) {
    const count = min(CHUNK_FRAMES, frames - done)
    const offset = channel + ((<usize>done) << 2)
    widen(offset, offset, count)
    cascade(SCRATCH, count, sections, coefficients, state)
    narrow(offset, offset, count)
  }
  if (flush) flushState(state, sections)
}

function widen(left: usize, right: usize, frames: i32): void {
  let p = SCRATCH
  let i: usize = 0
  const end = (<usize>frames) << 2
  const vectorEnd = (<usize>(frames & ~1)) << 2
  for (; i < vectorEnd; i += 8, p += 32) {
    const l = f64x2.promote_low_f32x4(v128.load64_zero(left + i))
    const r = f64x2.promote_low_f32x4(v128.load64_zero(right + i))
    v128.store(p, v128.shuffle<f64>(l, r, 0, 2))
    v128.store(p, v128.shuffle<f64>(l, r, 1, 3), 16)
  }
  for (; i < end; i += 4, p += 16) {
    store<f64>(p, <f64>load<f32>(left + i))
    store<f64>(p, <f64>load<f32>(right + i), 8)
  }
}

/** Right first, so that in mono (one address) the left lane is what stays. */
function narrow(left: usize, right: usize, frames: i32): void {
  let p = SCRATCH
  let i: usize = 0
  const end = (<usize>frames) << 2
  const vectorEnd = (<usize>(frames & ~1)) << 2
  for (; i < vectorEnd; i += 8, p += 32) {
    const a = f32x4.demote_f64x2_zero(v128.load(p))
    const b = f32x4.demote_f64x2_zero(v128.load(p, 16))
    const both = v128.shuffle<f32>(a, b, 0, 4, 1, 5)
    v128.store64_lane(right + i, both, 1)
    v128.store64_lane(left + i, both, 0)
  }
  for (; i < end; i += 4, p += 16) {
    store<f32>(right + i, <f32>load<f64>(p, 8))
    store<f32>(left + i, <f32>load<f64>(p))
  }
}

/** (L, R) → ((L + R)/2, (L − R)/2) */
function encode(frames: i32): void {
  const half = f64x2.splat(0.5)
  sumAndDifference(frames, half)
}

/** (M, S) → (M + S, M − S) */
function decode(frames: i32): void {
  sumAndDifference(frames, f64x2.splat(1))
}

function sumAndDifference(frames: i32, gain: v128): void {
  const end = SCRATCH + ((<usize>frames) << 4)
  for (let p = SCRATCH; p < end; p += 16) {
    const first = v128.load64_splat(p)
    const second = v128.load64_splat(p, 8)
    const sum = f64x2.add(first, second)
    const difference = f64x2.sub(first, second)
    v128.store(p, f64x2.mul(v128.shuffle<f64>(sum, difference, 0, 2), gain))
  }
}
