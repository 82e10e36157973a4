// A compressor's static curve and the gain it comes to, whole groups of four lanes.

import { DB_PER_EXPONENT, exp2Lanes, log2Lanes } from './exponent-lanes'

/** log2(10) ÷ 20: decibels to the exponent of two. */
const EXPONENT_PER_DB: f32 = 0.16609640474436813

/**
 * Power → dB that the static curve takes away, in place, whole groups of four; see cutLanes.
 * `offset` = W/2 − threshold; `perTwoWidths` = 1 ÷ 2W, 0 for a hard knee.
 */
export function gainComputer(
  power: usize,
  frames: i32,
  offset: f32,
  width: f32,
  perTwoWidths: f32,
  slope: f32,
): void {
  const end = power + ((<usize>frames) << 2)
  cutLanes(
    power,
    end,
    f32x4.splat(offset),
    f32x4.splat(width),
    f32x4.splat(perTwoWidths),
    f32x4.splat(slope),
  )
}

/**
 * Power → reduction of four lanes at a time, each lane under its own curve, in place from `power` to `end`:
 * slope·(t²÷2W + max(0, over − W/2)), over = level − threshold, t = over + W/2 within 0…W.
 */
export function cutLanes(
  power: usize,
  end: usize,
  offset: v128,
  width: v128,
  perTwoWidths: v128,
  slope: v128,
): void {
  const zero = f32x4.splat(0)
  for (let p = power; p < end; p += 16) {
    const level = f32x4.mul(log2Lanes(v128.load(p)), f32x4.splat(DB_PER_EXPONENT))
    const fromKnee = f32x4.add(level, offset)
    const t = f32x4.pmin(width, f32x4.pmax(zero, fromKnee))
    const above = f32x4.pmax(zero, f32x4.sub(fromKnee, width))
    const bent = f32x4.mul(f32x4.mul(t, t), perTwoWidths)
    v128.store(p, f32x4.mul(f32x4.add(bent, above), slope))
  }
}

/** dB of reduction → linear gain, in place, whole groups of four; see gainLanes. */
export function gainOfReduction(reduction: usize, frames: i32, makeupDb: f32, mix: f32): void {
  gainLanes(reduction, reduction + ((<usize>frames) << 2), f32x4.splat(makeupDb), f32x4.splat(mix))
}

/** 1 + mix·(10^((makeup − reduction)/20) − 1) of four lanes at a time, in place from `reduction` to `end`. */
export function gainLanes(reduction: usize, end: usize, makeupDb: v128, mix: v128): void {
  const one = f32x4.splat(1)
  for (let p = reduction; p < end; p += 16) {
    const db = f32x4.sub(makeupDb, v128.load(p))
    const gain = exp2Lanes(f32x4.mul(db, f32x4.splat(EXPONENT_PER_DB)))
    v128.store(p, f32x4.add(one, f32x4.mul(mix, f32x4.sub(gain, one))))
  }
}
