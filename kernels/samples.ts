// What the samples of a block tell of where they come from: levels, flat tops, zeros, word length.

import { largestLane, leastLane, sumOfLanes } from './lanes'

/**
 * Of two channels: writes largest |left|, largest |right|, Σ left², Σ right², Σ left·right, least |left|, least |right| as
 * 7 floats to `out`. Both pointers may be the same channel.
 */
export function blockLevels(left: usize, right: usize, frames: i32, out: usize): void {
  let mostLeft = f32x4.splat(0)
  let mostRight = f32x4.splat(0)
  let leastLeft = f32x4.splat(Infinity)
  let leastRight = f32x4.splat(Infinity)
  let squareLeft = f32x4.splat(0)
  let squareRight = f32x4.splat(0)
  let product = f32x4.splat(0)
  const bytes = (<usize>frames) << 2
  const vectorBytes = (<usize>(frames & ~3)) << 2
  let at: usize = 0
  for (; at < vectorBytes; at += 16) {
    const l = v128.load(left + at)
    const r = v128.load(right + at)
    const sizeLeft = f32x4.abs(l)
    const sizeRight = f32x4.abs(r)
    mostLeft = f32x4.pmax(mostLeft, sizeLeft)
    mostRight = f32x4.pmax(mostRight, sizeRight)
    leastLeft = f32x4.pmin(leastLeft, sizeLeft)
    leastRight = f32x4.pmin(leastRight, sizeRight)
    squareLeft = f32x4.add(squareLeft, f32x4.mul(l, l))
    squareRight = f32x4.add(squareRight, f32x4.mul(r, r))
    product = f32x4.add(product, f32x4.mul(l, r))
  }
  let peakLeft = largestLane(mostLeft)
  let peakRight = largestLane(mostRight)
  let sumLeft = sumOfLanes(squareLeft)
  let sumRight = sumOfLanes(squareRight)
  let sumProduct = sumOfLanes(product)
  let zeroLeft = leastLane(leastLeft)
  let zeroRight = leastLane(leastRight)
  for (; at < bytes; at += 4) {
    const l = load<f32>(left + at)
    const r = load<f32>(right + at)
    peakLeft = max<f32>(peakLeft, abs<f32>(l))
    peakRight = max<f32>(peakRight, abs<f32>(r))
    sumLeft += l * l
    sumRight += r * r
    sumProduct += l * r
    zeroLeft = min<f32>(zeroLeft, abs<f32>(l))
    zeroRight = min<f32>(zeroRight, abs<f32>(r))
  }
  store<f32>(out, peakLeft)
  store<f32>(out, peakRight, 4)
  store<f32>(out, sumLeft, 8)
  store<f32>(out, sumRight, 12)
  store<f32>(out, sumProduct, 16)
  store<f32>(out, zeroLeft, 20)
  store<f32>(out, zeroRight, 24)
}

/** Full scale of 24-bit audio. */
const FULL_SCALE: f32 = 8388608

/**
 * Adds to the two i32 at `state`: the bits set in any |sample| · 2^23, and how many vectors hold a sample that is
 * no whole number of such steps.
 */
export function usedBits(x: usize, frames: i32, state: usize): void {
  const scale = f32x4.splat(FULL_SCALE)
  let bits = i32x4.splat(0)
  let between = load<i32>(state, 4)
  const bytes = (<usize>frames) << 2
  for (let at: usize = 0; at < bytes; at += 16) {
    const scaled =
      at + 16 <= bytes
        ? f32x4.mul(v128.load(x + at), scale)
        : f32x4.splat(load<f32>(x + bytes - 4) * FULL_SCALE)
    const whole = i32x4.trunc_sat_f32x4_s(scaled)
    bits = v128.or(bits, i32x4.abs(whole))
    if (v128.any_true(f32x4.ne(f32x4.convert_i32x4_s(whole), scaled))) between++
  }
  bits = v128.or(bits, v128.shuffle<i32>(bits, bits, 2, 3, 0, 1))
  store<i32>(state, load<i32>(state) | i32x4.extract_lane(bits, 0) | i32x4.extract_lane(bits, 1))
  store<i32>(state, between, 4)
}

/** A step up to a flat top, and down from it, is at least so many tolerances high. */
const SHOULDER: f32 = 8
/** Fewer equal samples happen by chance. */
const SHORTEST_PLATEAU: i32 = 3
/** What is longer is not followed to its end. */
const LONGEST_PLATEAU: i32 = 512

/**
 * Flat tops that begin in the `frames` samples at `x`: at least three samples, each within `tolerance` of the next, at
 * least as far from zero as `floor`, and steep on both sides. There are a sample before x and LONGEST_PLATEAU + 1 behind.
 * Writes (first sample i32, length i32, value f32) of each to `out`, at most `capacity`; returns how many there are.
 */
export function plateaus(
  x: usize,
  frames: i32,
  tolerance: f32,
  floor: f32,
  out: usize,
  capacity: i32,
): i32 {
  const near = f32x4.splat(tolerance)
  const far = f32x4.splat(floor)
  const step = f32x4.splat(SHOULDER * tolerance)
  let count = 0
  for (let n = 0; n < frames; n += 4) {
    const p = x + ((<usize>n) << 2)
    const here = v128.load(p)
    const size = f32x4.abs(here)
    if (!v128.any_true(f32x4.ge(size, far))) continue
    const next = v128.load(p, 4)
    const starts = v128.and(
      v128.and(f32x4.le(f32x4.abs(f32x4.sub(next, here)), near), f32x4.ge(size, far)),
      f32x4.ge(f32x4.sub(size, f32x4.abs(v128.load(p - 4))), step),
    )
    if (!v128.any_true(starts)) continue
    const lanes = i32x4.bitmask(starts)
    for (let lane = 0; lane < 4 && n + lane < frames; lane++) {
      if (((lanes >> lane) & 1) === 0) continue
      const first = p + ((<usize>lane) << 2)
      let length = 1
      let last = first
      while (
        length < LONGEST_PLATEAU &&
        abs<f32>(load<f32>(last, 4) - load<f32>(last)) <= tolerance
      ) {
        last += 4
        length++
      }
      if (length < SHORTEST_PLATEAU) continue
      const ends = abs<f32>(load<f32>(last)) - abs<f32>(load<f32>(last, 4)) >= SHOULDER * tolerance
      if (!ends && length < LONGEST_PLATEAU) continue
      if (count < capacity) {
        const to = out + <usize>(count * 12)
        store<i32>(to, n + lane)
        store<i32>(to, length, 4)
        store<f32>(to, load<f32>(first + <usize>((length >> 1) << 2)), 8)
      }
      count++
    }
  }
  return count
}

/**
 * Runs of exact zeros that end within the `frames` samples at `x`, of at least `shortest`: writes (samples from x to the end
 * of the run i32, its length i32) of each to `out`, at most `capacity`; returns how many. `state`: i32 zeros in hand.
 */
export function zeroRuns(
  x: usize,
  frames: i32,
  shortest: i32,
  state: usize,
  out: usize,
  capacity: i32,
): i32 {
  const zero = f32x4.splat(0)
  let run = load<i32>(state)
  let count = 0
  let n = 0
  while (n < frames) {
    const p = x + ((<usize>n) << 2)
    if (n + 4 <= frames) {
      const isZero = f32x4.eq(v128.load(p), zero)
      if (run === 0 && !v128.any_true(isZero)) {
        n += 4
        continue
      }
      if (i32x4.all_true(isZero)) {
        run += 4
        n += 4
        continue
      }
    }
    const stop = min<i32>(n + 4, frames)
    for (; n < stop; n++) {
      if (load<f32>(x + ((<usize>n) << 2)) === 0) {
        run++
        continue
      }
      if (run >= shortest) {
        if (count < capacity) {
          store<i32>(out + <usize>(count * 8), n)
          store<i32>(out + <usize>(count * 8), run, 4)
        }
        count++
      }
      run = 0
    }
  }
  store<i32>(state, run)
  return count
}
