// The peaks of a window among themselves: what a step at one of them does to the others, without the wave between.

import { excessAt } from './peak-marks'

/** Peaks at most; beyond that, and beyond the room for what they do to each other, every step goes through the wave. */
const PEAKS: i32 = 1024
const ROOM: usize = 1 << 17

// Parts of the work space, bytes: one value a peak, four more behind each, and then a row of vectors for each peak.
const PART: usize = (<usize>(PEAKS + 4)) << 2
const EXCESS: usize = 0
const GIVEN: usize = PART
const SIGNS: usize = PART * 2
const ROWS: usize = PART * 3
const STARTS: usize = PART * 4
const VECTORS: usize = PART * 5
const EFFECTS: usize = PART * 6

/** Work space of `solvePeaks`. */
export function peakWorkBytes(): i32 {
  return <i32>(EFFECTS + ROOM)
}

/** What stands over the ceiling at each of `count` peaks. */
export function takeExcesses(
  u: usize,
  count: i32,
  ceiling: f32,
  places: usize,
  multipliers: usize,
  work: usize,
): void {
  for (let k = 0; k < count; k++) {
    const slot = work + ((<usize>k) << 2)
    const t = load<i32>(places + ((<usize>k) << 2))
    const sign = load<f32>(slot + SIGNS)
    store<f32>(slot + GIVEN, sign * load<f32>(multipliers + ((<usize>t) << 2)))
    store<f32>(slot + EXCESS, excessAt(u, t, sign, ceiling))
  }
}

/**
 * What a step of 1 at each peak takes off the others' excess; false where there is no room for it. Kernels as in `solvePeaks`.
 */
export function findEffects(
  count: i32,
  before: usize,
  kernel: usize,
  after: usize,
  from: i32,
  to: i32,
  reach: i32,
  marks: usize,
  places: usize,
  work: usize,
): bool {
  if (count > PEAKS) return false
  for (let k = 0; k < count; k++) {
    const slot = (<usize>k) << 2
    const side = load<u8>(marks + <usize>load<i32>(places + slot))
    store<f32>(work + SIGNS + slot, side === 1 ? 1 : -1)
  }
  const end = work + EFFECTS + ROOM
  let row = work + EFFECTS
  let first = 0
  let beyond = 0
  for (let k = 0; k < count; k++) {
    const t = load<i32>(places + ((<usize>k) << 2))
    while (load<i32>(places + ((<usize>first) << 2)) <= t - reach) first++
    while (beyond < count && load<i32>(places + ((<usize>beyond) << 2)) < t + reach) beyond++
    const start = first & ~3
    const vectors = (beyond - start + 3) >> 2
    const bytes = (<usize>vectors) << 4
    if (row + bytes > end) return false
    const slot = work + ((<usize>k) << 2)
    store<i32>(slot + ROWS, <i32>row)
    store<i32>(slot + STARTS, start)
    store<i32>(slot + VECTORS, vectors)
    v128.store(row, f32x4.splat(0))
    v128.store(row + bytes - 16, f32x4.splat(0))
    const shape = t < from ? before : t < to ? kernel : after
    const middle = shape + ((<usize>(reach - t)) << 2)
    const sign = load<f32>(slot + SIGNS)
    for (let j = first; j < beyond; j++) {
      const other = (<usize>j) << 2
      const effect = load<f32>(middle + ((<usize>load<i32>(places + other)) << 2))
      store<f32>(row + ((<usize>(j - start)) << 2), sign * load<f32>(work + SIGNS + other) * effect)
    }
    row += bytes
  }
  return true
}

/** One coordinate after the other, backwards if told: each multiplier moves until its peak is at the ceiling, or it is 0. Returns the largest step. */
export function sweepPeaks(count: i32, isBackwards: bool, least: f32, work: usize): f32 {
  let largest: f32 = 0
  for (let k = 0; k < count; k++) {
    const place = isBackwards ? count - 1 - k : k
    const slot = work + ((<usize>place) << 2)
    const given = load<f32>(slot + GIVEN)
    const step = max(load<f32>(slot + EXCESS), -given)
    if (abs(step) <= least) continue
    largest = max(largest, abs(step))
    store<f32>(slot + GIVEN, given + step)
    const amount = f32x4.splat(step)
    let row = <usize>load<i32>(slot + ROWS)
    let excess = work + EXCESS + ((<usize>load<i32>(slot + STARTS)) << 2)
    const end = excess + ((<usize>load<i32>(slot + VECTORS)) << 4)
    for (; excess < end; excess += 16) {
      v128.store(excess, f32x4.sub(v128.load(excess), f32x4.mul(amount, v128.load(row))))
      row += 16
    }
  }
  return largest
}

/** No peak stands over the ceiling by more than `most`. */
export function areUnder(count: i32, most: f32, work: usize): bool {
  for (let k = 0; k < count; k++)
    if (load<f32>(work + EXCESS + ((<usize>k) << 2)) > most) return false
  return true
}

/** What a peak's multiplier has grown by since the excesses were taken, signed; it is stored. */
export function settle(k: i32, t: i32, multipliers: usize, work: usize): f32 {
  const slot = work + ((<usize>k) << 2)
  const sign = load<f32>(slot + SIGNS)
  const now = sign * load<f32>(slot + GIVEN)
  const multiplier = multipliers + ((<usize>t) << 2)
  const moved = now - load<f32>(multiplier)
  store<f32>(multiplier, now)
  return moved
}
