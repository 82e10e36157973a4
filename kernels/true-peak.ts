// True peak: the largest value between and on the samples, by a folded polyphase interpolator
// (src/dsp/interpolator.ts: layout of the rows, bound on what lies between samples).

/** Frames per run: the unit that is skipped or interpolated. Blocks are whole runs. */
const RUN: i32 = 32

/**
 * The largest of `peak`, the new samples and the interpolated values that they complete.
 *
 * `x`: first new sample, `frames` of them (a multiple of 32), with at least taps + 32 older samples in
 * front (zeros at the start). The last taps/2 values wait for the next call: end with zeros.
 * `rows7`: folded rows of three pairs and the middle, `rows8`: of four more pairs or 0.
 * Taps is 64 or 128. Runs whose bound stays under the peak found so far are skipped: the result is the same.
 */
export function truePeakScan(
  x: usize,
  frames: i32,
  taps: i32,
  rows7: usize,
  rows8: usize,
  perSecondDifference: f32,
  perPeak: f32,
  peak: f32,
): f32 {
  let top: f32 = max<f32>(peak, samplePeak(x, frames))
  const half = taps >> 1
  const back = (<usize>half) << 2
  const long = taps > 64
  const older: usize = RUN * 4
  let bend1 = bendOf(x - older)
  let bend2 = bendOf(x - 2 * older)
  let bend3: f32 = long ? bendOf(x - 3 * older) : 0
  let bend4: f32 = long ? bendOf(x - 4 * older) : 0
  const end = x + ((<usize>frames) << 2)
  for (let run = x; run < end; run += older) {
    const bend0 = bendOf(run)
    const bend = max<f32>(max<f32>(max<f32>(bend0, bend1), max<f32>(bend2, bend3)), bend4)
    bend4 = long ? bend3 : 0
    bend3 = long ? bend2 : 0
    bend2 = bend1
    bend1 = bend0
    const room: f32 = top * (1 - perPeak) - perSecondDifference * bend
    const from = run - back
    if (max<f32>(samplePeak(from, RUN), abs<f32>(load<f32>(from + older))) <= room) continue
    for (let at = from; at < from + older; at += 16) {
      const neighbours = f32x4.pmax(f32x4.abs(v128.load(at)), f32x4.abs(v128.load(at, 4)))
      const limit: f32 = top * (1 - perPeak) - perSecondDifference * bend
      if (!v128.any_true(f32x4.gt(neighbours, f32x4.splat(limit)))) continue
      const first = at - back + 4
      const last = at + back
      let y = between7(first, last, rows7, half)
      if (rows8) y = f32x4.pmax(y, between8(first, last, rows8, half))
      top = max<f32>(top, largest(y))
    }
  }
  return top
}

/** Largest |x|; `frames` is a multiple of 4. */
function samplePeak(x: usize, frames: i32): f32 {
  let most = f32x4.splat(0)
  const end = x + ((<usize>frames) << 2)
  for (let p = x; p < end; p += 16) most = f32x4.pmax(most, f32x4.abs(v128.load(p)))
  return largest(most)
}

/** Largest |x[k − 2] − 2·x[k − 1] + x[k]| of a run. */
function bendOf(x: usize): f32 {
  let most = f32x4.splat(0)
  for (let p = x; p < x + RUN * 4; p += 16) {
    const middle = v128.load(p - 4)
    const bend = f32x4.sub(f32x4.sub(v128.load(p), middle), f32x4.sub(middle, v128.load(p - 8)))
    most = f32x4.pmax(most, f32x4.abs(bend))
  }
  return largest(most)
}

function largest(x: v128): f32 {
  const pair = f32x4.pmax(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1))
  return max<f32>(f32x4.extract_lane(pair, 0), f32x4.extract_lane(pair, 1))
}

/** For four successive positions, the largest |value| over three pairs of phases and the middle one. */
function between7(first: usize, last: usize, rows: usize, half: i32): v128 {
  let e1 = f32x4.splat(0)
  let o1 = f32x4.splat(0)
  let e2 = f32x4.splat(0)
  let o2 = f32x4.splat(0)
  let e3 = f32x4.splat(0)
  let o3 = f32x4.splat(0)
  let e4 = f32x4.splat(0)
  for (let j = 0; j < half; j++) {
    const a = v128.load(first)
    const b = v128.load(last)
    const s = f32x4.add(a, b)
    const d = f32x4.sub(a, b)
    e1 = f32x4.add(e1, f32x4.mul(s, v128.load32_splat(rows)))
    o1 = f32x4.add(o1, f32x4.mul(d, v128.load32_splat(rows, 4)))
    e2 = f32x4.add(e2, f32x4.mul(s, v128.load32_splat(rows, 8)))
    o2 = f32x4.add(o2, f32x4.mul(d, v128.load32_splat(rows, 12)))
    e3 = f32x4.add(e3, f32x4.mul(s, v128.load32_splat(rows, 16)))
    o3 = f32x4.add(o3, f32x4.mul(d, v128.load32_splat(rows, 20)))
    e4 = f32x4.add(e4, f32x4.mul(s, v128.load32_splat(rows, 24)))
    first += 4
    last -= 4
    rows += 28
  }
  return f32x4.pmax(f32x4.pmax(both(e1, o1), both(e2, o2)), f32x4.pmax(both(e3, o3), f32x4.abs(e4)))
}

/** The same over four pairs of phases. */
function between8(first: usize, last: usize, rows: usize, half: i32): v128 {
  let e1 = f32x4.splat(0)
  let o1 = f32x4.splat(0)
  let e2 = f32x4.splat(0)
  let o2 = f32x4.splat(0)
  let e3 = f32x4.splat(0)
  let o3 = f32x4.splat(0)
  let e4 = f32x4.splat(0)
  let o4 = f32x4.splat(0)
  for (let j = 0; j < half; j++) {
    const a = v128.load(first)
    const b = v128.load(last)
    const s = f32x4.add(a, b)
    const d = f32x4.sub(a, b)
    e1 = f32x4.add(e1, f32x4.mul(s, v128.load32_splat(rows)))
    o1 = f32x4.add(o1, f32x4.mul(d, v128.load32_splat(rows, 4)))
    e2 = f32x4.add(e2, f32x4.mul(s, v128.load32_splat(rows, 8)))
    o2 = f32x4.add(o2, f32x4.mul(d, v128.load32_splat(rows, 12)))
    e3 = f32x4.add(e3, f32x4.mul(s, v128.load32_splat(rows, 16)))
    o3 = f32x4.add(o3, f32x4.mul(d, v128.load32_splat(rows, 20)))
    e4 = f32x4.add(e4, f32x4.mul(s, v128.load32_splat(rows, 24)))
    o4 = f32x4.add(o4, f32x4.mul(d, v128.load32_splat(rows, 28)))
    first += 4
    last -= 4
    rows += 32
  }
  return f32x4.pmax(f32x4.pmax(both(e1, o1), both(e2, o2)), f32x4.pmax(both(e3, o3), both(e4, o4)))
}

/** max(|even + odd|, |even − odd|) */
function both(even: v128, odd: v128): v128 {
  return f32x4.add(f32x4.abs(even), f32x4.abs(odd))
}
