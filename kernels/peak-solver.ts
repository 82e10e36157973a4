// Peaks cancelled instead of turned down: the least audible signal whose sum with the audio stays
// under a ceiling, found by dual coordinate ascent at four times the rate. The programme and the kernel
// shapes are described in src/dsp/dynamics/peak-solver.ts.

import { areUnder, findEffects, settle, sweepPeaks, takeExcesses } from './peak-interactions'
import { excessAt, isUnder, listMarks, markPeaks } from './peak-marks'

/**
 * Visits of peaks at most in one window: sound that is far over everywhere takes this long and no longer, and what is left over
 * then, the guard behind takes. Grades at −9 and −7 LUFS are the same with twice as many, and lower where other steps
 * come nearer to the programme's own solution: there more is added.
 */
const STEPS: i32 = 16000
/** Sweeps at least, so that what was given too early to one peak goes back. */
const LEAST_SWEEPS: i32 = 8
/** Inside a long run above the ceiling a constraint at least every so many parts of the kernel's reach. */
const SPACINGS: i32 = 3
/** Steps smaller than this share of the ceiling are not taken. */
const NEGLIGIBLE: f32 = 0.0002
/** Sweeps through the wave itself, in which most peaks appear that were not there before. */
const WAVE_SWEEPS: i32 = 2
/** Sweeps over the peaks alone before the wave is looked at again for new ones; twice as many the next time. */
const PEAK_SWEEPS: i32 = 4

/**
 * Solves one window in place: `points` values at u (a multiple of 16; `reach` more on both sides may be written),
 * none of which is left above `ceiling` by more than `tolerance` of it unless the `sweeps` over all constraints run out. Each kernel
 * has 2·reach + 1 values, three zeros behind them, its middle is 1; reach a multiple of 4. Points ahead of `from` are
 * cancelled by the kernel `before`, those from `to` on by `after`: what the neighbouring windows will do there. `marks`
 * has room for points + 16 bytes, `places` for `points` int32, `work` for `peakWorkBytes`; `multipliers` (float32, `points`) are zero
 * on entry. On return `places` holds the constraints in ascending order and `multipliers` what each was given, signed;
 * returns their number; `addSolved` clears the multipliers.
 */
export function solvePeaks(
  u: usize,
  points: i32,
  before: usize,
  kernel: usize,
  after: usize,
  from: i32,
  to: i32,
  reach: i32,
  ceiling: f32,
  tolerance: f32,
  sweeps: i32,
  marks: usize,
  places: usize,
  multipliers: usize,
  work: usize,
): i32 {
  const limit = ceiling * (1 + tolerance)
  const least = ceiling * NEGLIGIBLE
  const spacing = reach / SPACINGS
  memory.fill(marks, 0, <usize>(points + 16))
  let count = 0
  let sweep = 0
  let visits = 0
  let round = PEAK_SWEEPS
  let isSettled = false
  while (sweep < sweeps && visits < STEPS) {
    const isNew = markPeaks(u, points, limit, spacing, marks)
    if (isNew) count = listMarks(points, marks, places)
    if (count === 0) return 0
    if (isSettled && !isNew) break
    if (
      sweep < WAVE_SWEEPS ||
      !findEffects(count, before, kernel, after, from, to, reach, marks, places, work)
    ) {
      const isBack = (sweep & 1) === 1
      ascendWave(
        u,
        count,
        isBack,
        before,
        kernel,
        after,
        from,
        to,
        reach,
        ceiling,
        least,
        marks,
        places,
        multipliers,
      )
      visits += count
      sweep++
      continue
    }
    takeExcesses(u, count, ceiling, places, multipliers, work)
    const last = min(sweep + round, sweeps)
    round *= 2
    isSettled = false
    while (sweep < last && visits < STEPS && !isSettled) {
      const largest = sweepPeaks(count, (sweep & 1) === 1, least, work)
      visits += count
      sweep++
      isSettled =
        largest <= least || (sweep > LEAST_SWEEPS && areUnder(count, ceiling * tolerance, work))
    }
    for (let k = 0; k < count; k++) {
      const t = load<i32>(places + ((<usize>k) << 2))
      const moved = settle(k, t, multipliers, work)
      if (moved === 0) continue
      add(u + ((<usize>t) << 2), moved, t < from ? before : t < to ? kernel : after, reach)
    }
    if (isSettled && isUnder(u, points, limit)) break
  }
  return count
}

/** u −= amount · kernel around the point at `at`. */
function add(at: usize, amount: f32, kernel: usize, reach: i32): void {
  const by = f32x4.splat(amount)
  const bytes = (<usize>(2 * reach + 4)) << 2
  const start = at - ((<usize>reach) << 2)
  for (let i: usize = 0; i < bytes; i += 16)
    v128.store(start + i, f32x4.sub(v128.load(start + i), f32x4.mul(by, v128.load(kernel + i))))
}

/** One sweep over all constraints through the wave. Returns the largest step. */
function ascendWave(
  u: usize,
  count: i32,
  isBackwards: bool,
  before: usize,
  kernel: usize,
  after: usize,
  from: i32,
  to: i32,
  reach: i32,
  ceiling: f32,
  least: f32,
  marks: usize,
  places: usize,
  multipliers: usize,
): f32 {
  let largest: f32 = 0
  for (let k = 0; k < count; k++) {
    const place = isBackwards ? count - 1 - k : k
    const t = load<i32>(places + ((<usize>place) << 2))
    const shape = t < from ? before : t < to ? kernel : after
    largest = max(largest, ascend(u, t, shape, reach, ceiling, least, marks, multipliers))
  }
  return largest
}

/** One coordinate: the multiplier of the peak at t moves until the peak is at the ceiling, or it is 0. Returns the step. */
function ascend(
  u: usize,
  t: i32,
  kernel: usize,
  reach: i32,
  ceiling: f32,
  least: f32,
  marks: usize,
  multipliers: usize,
): f32 {
  const at = u + ((<usize>t) << 2)
  const sign: f32 = load<u8>(marks + <usize>t) === 1 ? 1 : -1
  const slot = multipliers + ((<usize>t) << 2)
  const given = sign * load<f32>(slot)
  const step = max(excessAt(u, t, sign, ceiling), -given)
  if (abs(step) <= least) return 0
  store<f32>(slot, sign * (given + step))
  add(at, sign * step, kernel, reach)
  return abs(step)
}

/**
 * Adds what the constraints in [from, to) were given to `dst`, whose first frame is the window's first:
 * dst[n] −= multiplier · kernel at 4n − place. `shapes`: the kernel at the base rate for the four sub-sample
 * phases of a place, `taps` values each (a multiple of 4), the first for the frame ⌊place/4⌋ − half.
 * Clears the multipliers of all `count`. Returns how many were at work; `deepest` (float32) grows to the
 * largest multiplier among them.
 */
export function addSolved(
  dst: usize,
  count: i32,
  from: i32,
  to: i32,
  shapes: usize,
  taps: i32,
  half: i32,
  places: usize,
  multipliers: usize,
  deepest: usize,
): i32 {
  let used = 0
  const bytes = (<usize>taps) << 2
  for (let k = 0; k < count; k++) {
    const t = load<i32>(places + ((<usize>k) << 2))
    const slot = multipliers + ((<usize>t) << 2)
    const given = load<f32>(slot)
    store<f32>(slot, 0)
    if (given === 0 || t < from || t >= to) continue
    used++
    if (abs(given) > load<f32>(deepest)) store<f32>(deepest, abs(given))
    const amount = f32x4.splat(given)
    const shape = shapes + <usize>(t & 3) * bytes
    const start = dst + ((<usize>((t >> 2) - half)) << 2)
    for (let i: usize = 0; i < bytes; i += 16)
      v128.store(
        start + i,
        f32x4.sub(v128.load(start + i), f32x4.mul(amount, v128.load(shape + i))),
      )
  }
  return used
}
