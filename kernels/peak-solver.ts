// Peaks cancelled instead of turned down: the least audible signal whose sum with the audio stays
// under a ceiling, found by dual coordinate ascent at four times the rate. The programme and the kernel
// shapes are described in src/dsp/dynamics/peak-solver.ts.

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

/**
 * Solves one window in place: `points` values at u (a multiple of 16; `reach` more on both sides may be written),
 * none of which is left above `ceiling` by more than `tolerance` of it unless the `sweeps` over all constraints run out (the first
 * ones look for new peaks as well). Each kernel
 * has 2·reach + 1 values, three zeros on both sides of them, its middle is 1; reach a multiple of 4. Points ahead of `from` are
 * cancelled by the kernel `before`, those from `to` on by `after`: what the neighbouring windows will do there. `marks`
 * (points + 16 bytes) and `multipliers` (float32, `points`) are zero on entry; `places` has room for `points` int32.
 * On return `places` holds the constraints in ascending order and `multipliers` what each was given, signed;
 * returns their number; `addSolved` clears marks and multipliers.
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
): i32 {
  const limit = ceiling * (1 + tolerance)
  const least = ceiling * NEGLIGIBLE
  let count = 0
  let steps = 0
  // Groups of 16 points beyond which no point is, or comes, over the limit: every one that is over has a mark nearer than the reach.
  let first = 0
  let end = points
  for (let sweep = 0; sweep < sweeps && steps < STEPS; sweep++) {
    if (markPeaks(u, first, end, limit, reach / SPACINGS, marks)) {
      count = listMarks(first, end, marks, places)
      first = max(0, load<i32>(places) - reach) & -16
      const last = load<i32>(places + ((<usize>(count - 1)) << 2))
      end = min(points, (last + reach + 16) & -16)
    } else if (count === 0) return 0
    steps += count
    let largest: f32 = 0
    for (let k = 0; k < count; k++) {
      const place = sweep & 1 ? count - 1 - k : k
      const t = load<i32>(places + ((<usize>place) << 2))
      const shape = t < from ? before : t < to ? kernel : after
      largest = max(largest, ascend(u, t, shape, reach, ceiling, least, marks, multipliers))
    }
    if (largest <= least || (sweep >= LEAST_SWEEPS && isUnder(u, first, end, limit))) break
  }
  return count
}

/** No point from `first` to `end` (multiples of 16) is beyond ±limit. */
function isUnder(u: usize, first: i32, end: i32, limit: f32): bool {
  const bound = f32x4.splat(limit)
  const last = u + ((<usize>end) << 2)
  for (let p = u + ((<usize>first) << 2); p < last; p += 64) {
    const most = f32x4.pmax(
      f32x4.pmax(f32x4.abs(v128.load(p)), f32x4.abs(v128.load(p, 16))),
      f32x4.pmax(f32x4.abs(v128.load(p, 32)), f32x4.abs(v128.load(p, 48))),
    )
    if (v128.any_true(f32x4.gt(most, bound))) return false
  }
  return true
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
  const before = sign * load<f32>(at - 4)
  const after = sign * load<f32>(at + 4)
  let value = sign * load<f32>(at)
  if (value >= before && value >= after) {
    const bend = before + after - 2 * value
    if (bend < 0) value -= ((before - after) * (before - after)) / (8 * bend)
  }
  const slot = multipliers + ((<usize>t) << 2)
  const given = sign * load<f32>(slot)
  const step = max(value - ceiling, -given)
  if (abs(step) <= least) return 0
  store<f32>(slot, sign * (given + step))
  const amount = f32x4.splat(sign * step)
  const start = at - ((<usize>reach) << 2)
  const end = start + ((<usize>(2 * reach)) << 2)
  // On the grid of the vectors, so that what the step before stored is loaded as it was: the kernel begins in its zeros.
  const early = start & 15
  let from = kernel - early
  let p = start - early
  for (; p + 48 < end; p += 64) {
    v128.store(p, f32x4.sub(v128.load(p), f32x4.mul(amount, v128.load(from))))
    v128.store(p, f32x4.sub(v128.load(p, 16), f32x4.mul(amount, v128.load(from, 16))), 16)
    v128.store(p, f32x4.sub(v128.load(p, 32), f32x4.mul(amount, v128.load(from, 32))), 32)
    v128.store(p, f32x4.sub(v128.load(p, 48), f32x4.mul(amount, v128.load(from, 48))), 48)
    from += 64
  }
  for (; p <= end; p += 16) {
    v128.store(p, f32x4.sub(v128.load(p), f32x4.mul(amount, v128.load(from))))
    from += 16
  }
  return abs(step)
}

/** Marks (1 above, 2 below) the tops of every run beyond ±limit from `first` to `end`, and points between them where a run is long. */
function markPeaks(u: usize, first: i32, end: i32, limit: f32, spacing: i32, marks: usize): bool {
  const bound = f32x4.splat(limit)
  let found = false
  let last = -spacing
  for (let g = first; g < end; g += 16) {
    const p = u + ((<usize>g) << 2)
    const most = f32x4.pmax(
      f32x4.pmax(f32x4.abs(v128.load(p)), f32x4.abs(v128.load(p, 16))),
      f32x4.pmax(f32x4.abs(v128.load(p, 32)), f32x4.abs(v128.load(p, 48))),
    )
    if (!v128.any_true(f32x4.gt(most, bound))) continue
    for (let t = g; t < g + 16; t++) {
      const at = u + ((<usize>t) << 2)
      const here = abs(load<f32>(at))
      if (here <= limit) continue
      const isTop = here >= abs(load<f32>(at - 4)) && here >= abs(load<f32>(at + 4))
      if (!isTop && t - last < spacing) continue
      last = t
      if (load<u8>(marks + <usize>t) !== 0) continue
      store<u8>(marks + <usize>t, load<f32>(at) > 0 ? 1 : 2)
      found = true
    }
  }
  return found
}

/** The marked points from `first` to `end` in ascending order; returns their number. */
function listMarks(first: i32, end: i32, marks: usize, places: usize): i32 {
  let count = 0
  for (let g = first; g < end; g += 16) {
    if (!v128.any_true(v128.load(marks + <usize>g))) continue
    for (let t = g; t < g + 16; t++) {
      if (load<u8>(marks + <usize>t) === 0) continue
      store<i32>(places + ((<usize>count) << 2), t)
      count++
    }
  }
  return count
}

/**
 * Adds what the constraints in [from, to) were given to `dst`, whose first frame is the window's first:
 * dst[n] −= multiplier · kernel at 4n − place. `shapes`: the kernel at the base rate for the four sub-sample
 * phases of a place, `taps` values each (a multiple of 4), the first for the frame ⌊place/4⌋ − half.
 * Clears marks and multipliers of all `count`. Returns how many were at work; `deepest` (float32) grows to the
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
  marks: usize,
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
    store<u8>(marks + <usize>t, 0)
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
