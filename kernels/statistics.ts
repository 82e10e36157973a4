// What a block is made of: sums, products, and runs of samples at the ceiling.
import { mostOf32 } from './lanes'

/** Adds Σ left, Σ right, Σ left², Σ right², Σ left·right of a block to the 5 doubles at `sums`. */
export function levelSums(left: usize, right: usize, frames: i32, sums: usize): void {
  let sumLeft = f64x2.splat(0)
  let sumRight = f64x2.splat(0)
  let squareLeft = f64x2.splat(0)
  let squareRight = f64x2.splat(0)
  let product = f64x2.splat(0)
  const bytes = (<usize>frames) << 2
  const vectorBytes = (<usize>(frames & ~1)) << 2
  let at: usize = 0
  for (; at < vectorBytes; at += 8) {
    const l = f64x2.promote_low_f32x4(v128.load64_zero(left + at))
    const r = f64x2.promote_low_f32x4(v128.load64_zero(right + at))
    sumLeft = f64x2.add(sumLeft, l)
    sumRight = f64x2.add(sumRight, r)
    squareLeft = f64x2.add(squareLeft, f64x2.mul(l, l))
    squareRight = f64x2.add(squareRight, f64x2.mul(r, r))
    product = f64x2.add(product, f64x2.mul(l, r))
  }
  let lastLeft: f64 = 0
  let lastRight: f64 = 0
  if (at < bytes) {
    lastLeft = load<f32>(left + at)
    lastRight = load<f32>(right + at)
  }
  store<f64>(sums, load<f64>(sums) + across(sumLeft) + lastLeft)
  store<f64>(sums, load<f64>(sums, 8) + across(sumRight) + lastRight, 8)
  store<f64>(sums, load<f64>(sums, 16) + across(squareLeft) + lastLeft * lastLeft, 16)
  store<f64>(sums, load<f64>(sums, 24) + across(squareRight) + lastRight * lastRight, 24)
  store<f64>(sums, load<f64>(sums, 32) + across(product) + lastLeft * lastRight, 32)
}

function across(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1)
}

/** Samples this close to the maximum count as being at it (sources: clipped input). */
const TOLERANCE: f32 = 1e-6
/** Fewer in a row happen by chance. */
const SHORTEST_RUN: i32 = 3

/**
 * Follows the sample peak of a file and counts the runs of at least 3 samples of one sign at it.
 * The count starts again when the maximum rises, so one pass gives what two would.
 *
 * `file`: f32 maximum, f32 maximum at the last restart, i32 runs; shared by all channels.
 * `channel`: i32 length of the run in hand, i32 its sign bit, f32 restart it belongs to. All start as zeros.
 */
export function ceilingRuns(x: usize, frames: i32, file: usize, channel: usize): void {
  let maximum = load<f32>(file)
  let restart = load<f32>(file, 4)
  let runs = load<i32>(file, 8)
  let length = load<f32>(channel, 8) === restart ? load<i32>(channel) : 0
  let sign = load<i32>(channel, 4)
  let floor = floorOf(maximum)
  const end = x + ((<usize>frames) << 2)
  const vectorEnd = x + ((<usize>(frames & ~7)) << 2)
  let p = x
  while (p < end) {
    // Far below the ceiling, as nearly everything is: 32 samples at a look.
    if (p + 128 <= end && !v128.any_true(f32x4.ge(mostOf32(p), f32x4.splat(floor)))) {
      length = 0
      p += 128
      continue
    }
    if (p < vectorEnd) {
      const most = f32x4.pmax(f32x4.abs(v128.load(p)), f32x4.abs(v128.load(p, 16)))
      if (!v128.any_true(f32x4.ge(most, f32x4.splat(floor)))) {
        length = 0
        p += 32
        continue
      }
    }
    const stop = min<usize>(p + 32, end)
    for (; p < stop; p += 4) {
      const value = load<f32>(p)
      const size = abs<f32>(value)
      if (size > maximum) {
        maximum = size
        floor = floorOf(maximum)
        if (size > restart * (1 + TOLERANCE)) {
          restart = size
          runs = 0
          length = 0
        }
      }
      if (size >= floor) {
        const bit = reinterpret<i32>(value) >>> 31
        length = bit === sign ? length + 1 : 1
        sign = bit
        if (length === SHORTEST_RUN) runs++
      } else length = 0
    }
  }
  store<f32>(file, maximum)
  store<f32>(file, restart, 4)
  store<i32>(file, runs, 8)
  store<i32>(channel, length)
  store<i32>(channel, sign, 4)
  store<f32>(channel, restart, 8)
}

/** Above zero always, so that silence is at no ceiling. */
function floorOf(maximum: f32): f32 {
  return max<f32>(maximum * (1 - TOLERANCE), f32.MIN_NORMAL_VALUE)
}

/**
 * Widens the ranges of the bins that a track of `lengthFrames` is drawn in (bin k from frame ⌊k·length/bins⌋ on) by its frames at `x`, from
 * `startFrame` on. At `ranges`: two floats of each bin from `firstBin` on, the least and the largest, at first ∞ and −∞.
 */
export function widenRanges(
  x: usize,
  frames: i32,
  startFrame: f64,
  lengthFrames: f64,
  bins: f64,
  firstBin: f64,
  ranges: usize,
): void {
  const end = startFrame + <f64>frames
  let bin = floor((startFrame * bins) / lengthFrames)
  for (let from = startFrame; from < end; ) {
    let next = floor(((bin + 1) * lengthFrames) / bins)
    while (next <= from) {
      bin++
      next = floor(((bin + 1) * lengthFrames) / bins)
    }
    const to = min(end, next)
    const at = (<usize>(from - startFrame)) << 2
    widenRange(x + at, <i32>(to - from), ranges + ((<usize>(bin - firstBin)) << 3))
    from = to
  }
}

/** Widens the two floats at `range` (least, largest) by the samples at `x`. */
function widenRange(x: usize, frames: i32, range: usize): void {
  let least = v128.load32_splat(range)
  let most = v128.load32_splat(range, 4)
  const end = x + ((<usize>frames) << 2)
  const vectorEnd = x + ((<usize>(frames & ~3)) << 2)
  let p = x
  for (; p < vectorEnd; p += 16) {
    const values = v128.load(p)
    least = f32x4.pmin(least, values)
    most = f32x4.pmax(most, values)
  }
  for (; p < end; p += 4) {
    const value = v128.load32_splat(p)
    least = f32x4.pmin(least, value)
    most = f32x4.pmax(most, value)
  }
  least = f32x4.pmin(least, v128.shuffle<f32>(least, least, 2, 3, 0, 1))
  most = f32x4.pmax(most, v128.shuffle<f32>(most, most, 2, 3, 0, 1))
  store<f32>(range, min<f32>(f32x4.extract_lane(least, 0), f32x4.extract_lane(least, 1)))
  store<f32>(range, max<f32>(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)), 4)
}
