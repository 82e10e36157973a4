// Multiband compressor over one block: two to four bands by Linkwitz–Riley 4 crossovers (crossover.ts), split
// from the low end, each finished lower band turned by the all-pass of every later crossover; per band a
// compressor linked over both channels, the four bands in four lanes; the bands' sum.

import { NOTHING } from './ballistics'
import { split, turn, turnTwo } from './crossover'
import { cutLanes, gainLanes } from './gain-curve'
import { LARGEST_POWER } from './side-chain'

/** Frames at a time, so that the bands stay in the first-level cache. */
const CHUNK_FRAMES: i32 = 256
const PLANE_BYTES: usize = 4096
/** Four bands of float64 pairs, then four lanes of float32 per frame. */
const PLANES = memory.data(4 * 4096, 16)
const LANES = memory.data(4096, 16)
const FILTER_BYTES: usize = 32

/**
 * Compresses `bands` (2…4) bands of left and right in place (one address twice for mono).
 * `filters` (float64): p, q, r of each crossover from the low end (three places). `states` (float64):
 * filters of two pairs each, in the order in which they run, then the four smoothed reductions in dB.
 * `params`: float32 × 4 lanes (bands) of knee offset, knee width, 1 ÷ 2 widths, slope, make-up dB, mix and
 * weight in the sum, then float64 × 4 attack steps and 4 release steps.
 * `largest`: float32 × 4, the largest reduction of each band in this block, dB ≥ 0.
 */
export function multiband(
  left: usize,
  right: usize,
  frames: i32,
  bands: i32,
  filters: usize,
  states: usize,
  params: usize,
  largest: usize,
  flush: i32,
): void {
  v128.store(largest, f32x4.splat(0))
  const reductions = states + 9 * FILTER_BYTES
  for (let done = 0; done < frames; done += CHUNK_FRAMES) {
    const count = min(CHUNK_FRAMES, frames - done)
    const offset = (<usize>done) << 2
    interleave(left + offset, right + offset, count)
    split(plane(0), plane(1), count, filters, states)
    if (bands > 2) {
      split(plane(1), plane(2), count, filters + 24, states + 2 * FILTER_BYTES)
      turn(plane(0), count, filters + 24, states + 4 * FILTER_BYTES)
    }
    if (bands > 3) {
      split(plane(2), plane(3), count, filters + 48, states + 5 * FILTER_BYTES)
      turnTwo(plane(0), plane(1), count, filters + 48, states + 7 * FILTER_BYTES)
    }
    const end = LANES + ((<usize>count) << 4)
    powers(count, bands)
    cutLanes(
      LANES,
      end,
      v128.load(params),
      v128.load(params, 16),
      v128.load(params, 32),
      v128.load(params, 48),
    )
    smoothReductions(end, reductions, params + 112, largest)
    gainLanes(LANES, end, v128.load(params, 64), v128.load(params, 80))
    sum(left + offset, right + offset, count, bands, v128.load(params, 96))
  }
  if (flush) {
    for (let p = states; p < reductions + 32; p += 16) {
      const s = v128.load(p)
      v128.store(p, v128.and(s, f64x2.ge(f64x2.abs(s), f64x2.splat(NOTHING))))
    }
  }
}

function plane(band: usize): usize {
  return PLANES + band * PLANE_BYTES
}

function interleave(left: usize, right: usize, frames: i32): void {
  const end = (<usize>frames) << 2
  let p = PLANES
  for (let i: usize = 0; i < end; i += 4, p += 16) {
    store<f64>(p, <f64>load<f32>(left + i))
    store<f64>(p, <f64>load<f32>(right + i), 8)
  }
}

/** x² of the louder channel per band, four lanes a frame. */
function powers(frames: i32, bands: i32): void {
  const most = f32x4.splat(LARGEST_POWER)
  // Bands that are not there repeat the first: their slope is 0.
  const third = plane(bands > 2 ? 2 : 0)
  const fourth = plane(bands > 3 ? 3 : 0)
  const end = (<usize>frames) << 4
  for (let i: usize = 0; i < end; i += 16) {
    const x0 = v128.load(plane(0) + i)
    const x1 = v128.load(plane(1) + i)
    const x2 = v128.load(third + i)
    const x3 = v128.load(fourth + i)
    const a = f64x2.mul(x0, x0)
    const b = f64x2.mul(x1, x1)
    const c = f64x2.mul(x2, x2)
    const d = f64x2.mul(x3, x3)
    const lower = f64x2.pmax(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3))
    const upper = f64x2.pmax(v128.shuffle<f64>(c, d, 0, 2), v128.shuffle<f64>(c, d, 1, 3))
    const power = v128.shuffle<i64>(
      f32x4.demote_f64x2_zero(lower),
      f32x4.demote_f64x2_zero(upper),
      0,
      2,
    )
    v128.store(LANES + i, f32x4.pmin(most, power))
  }
}

/** One-pole smoothing in float64, attack while the reduction grows, release while it falls. */
function smoothReductions(end: usize, reductions: usize, steps: usize, largest: usize): void {
  const attackLow = v128.load(steps)
  const attackHigh = v128.load(steps, 16)
  const releaseLow = v128.load(steps, 32)
  const releaseHigh = v128.load(steps, 48)
  let low = v128.load(reductions)
  let high = v128.load(reductions, 16)
  let most = v128.load(largest)
  for (let p = LANES; p < end; p += 16) {
    const goals = v128.load(p)
    const goalLow = f64x2.promote_low_f32x4(goals)
    const goalHigh = f64x2.promote_low_f32x4(v128.shuffle<i64>(goals, goals, 1, 1))
    const stepLow = v128.bitselect(attackLow, releaseLow, f64x2.gt(goalLow, low))
    const stepHigh = v128.bitselect(attackHigh, releaseHigh, f64x2.gt(goalHigh, high))
    low = f64x2.add(low, f64x2.mul(f64x2.sub(goalLow, low), stepLow))
    high = f64x2.add(high, f64x2.mul(f64x2.sub(goalHigh, high), stepHigh))
    const reduction = v128.shuffle<i64>(
      f32x4.demote_f64x2_zero(low),
      f32x4.demote_f64x2_zero(high),
      0,
      2,
    )
    most = f32x4.pmax(most, reduction)
    v128.store(p, reduction)
  }
  v128.store(reductions, low)
  v128.store(reductions, high, 16)
  v128.store(largest, most)
}

/** Each band times its gain, added up; what would overflow stays at the largest float32. */
function sum(left: usize, right: usize, frames: i32, bands: i32, weight: v128): void {
  const most = f64x2.splat(<f64>f32.MAX_VALUE)
  const least = f64x2.neg(most)
  for (let i = 0; i < frames; i++) {
    const p = (<usize>i) << 4
    const gains = f32x4.mul(weight, v128.load(LANES + p))
    const low = f64x2.promote_low_f32x4(gains)
    const high = f64x2.promote_low_f32x4(v128.shuffle<i64>(gains, gains, 1, 1))
    let y = f64x2.add(
      f64x2.mul(v128.load(plane(0) + p), v128.shuffle<f64>(low, low, 0, 0)),
      f64x2.mul(v128.load(plane(1) + p), v128.shuffle<f64>(low, low, 1, 1)),
    )
    if (bands > 2)
      y = f64x2.add(y, f64x2.mul(v128.load(plane(2) + p), v128.shuffle<f64>(high, high, 0, 0)))
    if (bands > 3)
      y = f64x2.add(y, f64x2.mul(v128.load(plane(3) + p), v128.shuffle<f64>(high, high, 1, 1)))
    const out = f32x4.demote_f64x2_zero(f64x2.pmin(most, f64x2.pmax(least, y)))
    const at = (<usize>i) << 2
    v128.store32_lane(right + at, out, 1)
    v128.store32_lane(left + at, out, 0)
  }
}
