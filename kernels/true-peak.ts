// True peak: the largest value between and on the samples, by a folded polyphase interpolator
// (src/dsp/resampling/interpolator.ts: layout of the rows, bound on what lies between samples).

import { bendingOf } from './bending'
import { between7, between8 } from './interpolate'
import { largestEverywhere, largestLane, mostOf32 } from './lanes'

/** Frames per run: the unit that is skipped or interpolated. Blocks are whole runs. */
const RUN_BYTES: usize = 32 * 4
/** More taps than this reach two runs back. */
const SHORT_TAPS: i32 = 64

/**
 * The largest of `peak`, the new samples and the interpolated values that they complete.
 *
 * `x`: first new sample, `frames` of them (a multiple of 32), with at least 96 older samples in front, 160 for more than 64 taps
 * (zeros at the start). The last 32 or 64 values wait for the next call: end with zeros.
 * `peak`: what the call for the older samples gave (0 at the start), or more.
 * `rows7`: folded rows of three pairs and the middle, `rows8`: of four more pairs or 0.
 * `near`: weights of the second differences around a group (`nearBound`).
 * Taps: an even number up to 128. Runs and groups whose bound stays under the peak found so far are skipped: the result is the same.
 */
export function truePeakScan(
  x: usize,
  frames: i32,
  taps: i32,
  rows7: usize,
  rows8: usize,
  perSecondDifference: f32,
  perPeak: f32,
  near: usize,
  peak: f32,
): f32 {
  const half = taps >> 1
  const reach = (<usize>half) << 2
  const long = taps > SHORT_TAPS
  const back = long ? 2 * RUN_BYTES : RUN_BYTES
  const none = f32x4.splat(0)
  const perBend = f32x4.splat(perSecondDifference)
  let top = peak
  let most1 = mostOf32(x - RUN_BYTES)
  let most2 = mostOf32(x - 2 * RUN_BYTES)
  let bend1 = bendOf(x - RUN_BYTES)
  let bend2 = bendOf(x - 2 * RUN_BYTES)
  let bend3 = long ? bendOf(x - 3 * RUN_BYTES) : none
  let bend4 = long ? bendOf(x - 4 * RUN_BYTES) : none
  const end = x + ((<usize>frames) << 2)
  for (let run = x; run < end; run += RUN_BYTES) {
    const most0 = mostOf32(run)
    const bend0 = bendOf(run)
    // Every sample under the taps has been counted, so that perPeak may stand on the peak so far.
    if (v128.any_true(f32x4.gt(most0, f32x4.splat(top)))) top = largestLane(most0)
    const recent = f32x4.pmax(bend0, f32x4.pmax(bend1, bend2))
    const bend = largestEverywhere(long ? f32x4.pmax(recent, f32x4.pmax(bend3, bend4)) : recent)
    const most = long ? most2 : most1
    most2 = most1
    most1 = most0
    bend4 = bend3
    bend3 = bend2
    bend2 = bend1
    bend1 = bend0
    const excess = f32x4.mul(perBend, bend)
    const from = run - back
    let room = f32x4.sub(f32x4.splat(top * (1 - perPeak)), excess)
    const neighbour = f32x4.abs(v128.load(from + RUN_BYTES))
    if (!v128.any_true(f32x4.gt(f32x4.pmax(most, neighbour), room))) continue
    for (let at = from; at < from + RUN_BYTES; at += 16) {
      const neighbours = f32x4.pmax(f32x4.abs(v128.load(at)), f32x4.abs(v128.load(at, 4)))
      if (!v128.any_true(f32x4.gt(neighbours, room))) continue
      const most4 = f32x4.splat(top * (1 - perPeak))
      if (!v128.any_true(f32x4.gt(f32x4.add(neighbours, bendingOf(at, near, bend)), most4)))
        continue
      const first = at - reach + 4
      const last = at + reach
      let y = between7(first, last, rows7, half)
      if (rows8) y = f32x4.pmax(y, between8(first, last, rows8, half))
      if (!v128.any_true(f32x4.gt(y, f32x4.splat(top)))) continue
      top = largestLane(y)
      room = f32x4.sub(f32x4.splat(top * (1 - perPeak)), excess)
    }
  }
  return top
}

/** Lanes of the largest |x[k − 2] − 2·x[k − 1] + x[k]| of a run. */
function bendOf(x: usize): v128 {
  return f32x4.pmax(
    f32x4.pmax(f32x4.pmax(bendAt(x), bendAt(x + 16)), f32x4.pmax(bendAt(x + 32), bendAt(x + 48))),
    f32x4.pmax(
      f32x4.pmax(bendAt(x + 64), bendAt(x + 80)),
      f32x4.pmax(bendAt(x + 96), bendAt(x + 112)),
    ),
  )
}

function bendAt(x: usize): v128 {
  const middle = v128.load(x - 4)
  const ends = f32x4.add(v128.load(x), v128.load(x - 8))
  return f32x4.abs(f32x4.sub(ends, f32x4.add(middle, middle)))
}
