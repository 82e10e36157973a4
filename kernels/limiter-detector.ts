// Detector of the true-peak limiter: what lies between the samples wherever it may be over a threshold.

import { bendingOf } from './bending'
import { between7, between8 } from './interpolate'
import { largestEverywhere, mostOf32 } from './lanes'

/** Frames that the exact skip decides on at once. */
const RUN: i32 = 32

/** Lanes of the largest |x[k−1] − 2x[k] + x[k+1]| of the 32 frames at p. */
function bendOf32(p: usize): v128 {
  let m = f32x4.splat(0)
  for (let k: usize = 0; k < 128; k += 16) {
    const x = v128.load(p + k)
    const sides = f32x4.add(v128.load(p + k - 4), v128.load(p + k + 4))
    m = f32x4.pmax(m, f32x4.abs(f32x4.sub(sides, f32x4.add(x, x))))
  }
  return m
}

/**
 * dst[n] = largest |x| between the samples of the interval (n, n+1), at its seven inner eighths by 64 taps, or, with `more`, at its
 * fifteen inner sixteenths by 128. `rows`: folded rows of three pairs of phases and the middle, `more`: of four more pairs, or 0;
 * `half` pairs of taps each. Reads frames −33…frames+96 around src (with `more` −65…frames+128), writes whole groups of four.
 * Runs of 32 frames in which nothing can exceed `threshold` get 0 (the exact skip): interpolated
 * values lie within reach·perPeak + bend·perBend (`excessBound` in src/dsp/resampling/interpolator.ts). So does a group of four by its
 * own neighbours, at last with `near`, the weights of the second differences around it (`nearBound` there).
 */
export function intervalPeaks(
  src: usize,
  dst: usize,
  frames: i32,
  rows: usize,
  more: usize,
  half: i32,
  threshold: f32,
  perPeak: f32,
  perBend: f32,
  near: usize,
): void {
  const zero = f32x4.splat(0)
  const back = (<usize>(half - 1)) << 2
  const ahead = (<usize>half) << 2
  const isLong = more !== 0
  const threshold4 = f32x4.splat(threshold)
  const perPeak4 = f32x4.splat(perPeak)
  const perPeakMore4 = f32x4.splat(perPeak - 1)
  const perBend4 = f32x4.splat(perBend)
  // All in lanes: a largest of two floats is a branch that goes either way.
  let reach0 = isLong ? mostOf32(src - 256) : zero
  let bend0 = isLong ? bendOf32(src - 256) : zero
  let reach1 = mostOf32(src - 128)
  let bend1 = bendOf32(src - 128)
  let reach2 = mostOf32(src)
  let bend2 = bendOf32(src)
  let reach3 = mostOf32(src + 128)
  let bend3 = bendOf32(src + 128)
  for (let start = 0; start < frames; start += RUN) {
    const run = src + ((<usize>start) << 2)
    const out = dst + ((<usize>start) << 2)
    const bytes = <usize>(min(RUN, (frames - start + 3) & ~3) << 2)
    const goesOn = isLong || start + RUN < frames
    const reach4 = goesOn ? mostOf32(run + 256) : zero
    const bend4 = goesOn ? bendOf32(run + 256) : zero
    let reach = f32x4.pmax(reach1, f32x4.pmax(reach2, reach3))
    let bend = f32x4.pmax(bend1, f32x4.pmax(bend2, bend3))
    if (isLong) {
      reach = f32x4.pmax(reach, f32x4.pmax(reach0, reach4))
      bend = f32x4.pmax(bend, f32x4.pmax(bend0, bend4))
    }
    reach = largestEverywhere(reach)
    bend = largestEverywhere(bend)
    const bending = f32x4.mul(bend, perBend4)
    const most = f32x4.add(f32x4.mul(reach, perPeak4), bending)
    if (!v128.any_true(f32x4.gt(most, threshold4))) {
      for (let g: usize = 0; g < bytes; g += 16) v128.store(out + g, zero)
    } else {
      // Between two neighbours a value lies within the larger of them and what bending adds.
      const most4 = f32x4.sub(threshold4, f32x4.mul(reach, perPeakMore4))
      const room = f32x4.sub(most4, bending)
      for (let g: usize = 0; g < bytes; g += 16) {
        const p = run + g
        const neighbours = f32x4.pmax(f32x4.abs(v128.load(p)), f32x4.abs(v128.load(p, 4)))
        let peaks = zero
        if (
          v128.any_true(f32x4.gt(neighbours, room)) &&
          v128.any_true(f32x4.gt(f32x4.add(neighbours, bendingOf(p, near, bend)), most4))
        ) {
          peaks = between7(p - back, p + ahead, rows, half)
          if (isLong) peaks = f32x4.pmax(peaks, between8(p - back, p + ahead, more, half))
        }
        v128.store(out + g, peaks)
      }
    }
    reach0 = reach1
    reach1 = reach2
    reach2 = reach3
    reach3 = reach4
    bend0 = bend1
    bend1 = bend2
    bend2 = bend3
    bend3 = bend4
  }
}

/**
 * Peak of each frame with the intervals on both sides of it:
 * dst[n] = max(|x[n]|, intervals[n−1], intervals[n]). Whole groups of four.
 */
export function framePeaks(x: usize, intervals: usize, dst: usize, frames: i32): void {
  const end = (<usize>frames) << 2
  for (let i: usize = 0; i < end; i += 16) {
    const around = f32x4.pmax(v128.load(intervals + i - 4), v128.load(intervals + i))
    v128.store(dst + i, f32x4.pmax(f32x4.abs(v128.load(x + i)), around))
  }
}
