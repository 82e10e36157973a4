// Half-band stages of the oversampler, polyphase, and the curves that run at the high rate.
// A half-band filter of 4k + 3 taps has k + 1 pairs of side taps and a centre of 0.5.

import { largestLane } from './lanes'

/** Inputs end here (+600 dB), so that no sum becomes infinite. */
const LARGEST: f32 = 1e30
/** Bytes of the 32 frames that share each loaded tap. */
const STRETCH: usize = 128
const SUMS = memory.data(128, 16)

/** dst[0…frames) = src, kept within ±1e30. Whole groups of four. */
export function boundedCopy(src: usize, dst: usize, frames: i32): void {
  const most = f32x4.splat(LARGEST)
  const least = f32x4.neg(most)
  const vectorEnd = (<usize>(frames & ~3)) << 2
  const end = (<usize>frames) << 2
  let i: usize = 0
  for (; i < vectorEnd; i += 16)
    v128.store(dst + i, f32x4.pmin(most, f32x4.pmax(least, v128.load(src + i))))
  for (; i < end; i += 4) {
    const x = load<f32>(src + i)
    store<f32>(dst + i, x > LARGEST ? LARGEST : x < -LARGEST ? -LARGEST : x)
  }
}

/**
 * Twice the rate: dst[2n] = Σ taps[j]·(src[n−j] + src[n−(2k+1)+j]), dst[2n+1] = src[n−k].
 * `taps`: k + 1 side taps, doubled. Reads 2k + 1 frames ahead of src; writes whole groups of eight.
 */
export function halfbandUp(src: usize, dst: usize, frames: i32, taps: usize, k: i32): void {
  const span = (<usize>(2 * k + 1)) << 2
  const centre = (<usize>k) << 2
  const end = (<usize>frames) << 2
  let i: usize = 0
  for (; i + STRETCH <= end; i += STRETCH) {
    sideStretch(src + i, span, taps, k)
    for (let v: usize = 0; v < STRETCH; v += 16)
      interleave(v128.load(SUMS + v), v128.load(src + i + v - centre), dst + ((i + v) << 1))
  }
  for (; i < end; i += 16)
    interleave(sidePairs(src + i, span, taps, k), v128.load(src + i - centre), dst + (i << 1))
}

function interleave(even: v128, odd: v128, dst: usize): void {
  v128.store(dst, v128.shuffle<f32>(even, odd, 0, 4, 1, 5))
  v128.store(dst, v128.shuffle<f32>(even, odd, 2, 6, 3, 7), 16)
}

/** even[n] = src[2n], odd[n] = src[2n+1]. Whole groups of four. */
export function splitPhases(src: usize, even: usize, odd: usize, frames: i32): void {
  const end = (<usize>frames) << 2
  for (let i: usize = 0; i < end; i += 16) {
    const a = v128.load(src + (i << 1))
    const b = v128.load(src + (i << 1), 16)
    v128.store(even + i, v128.shuffle<f32>(a, b, 0, 2, 4, 6))
    v128.store(odd + i, v128.shuffle<f32>(a, b, 1, 3, 5, 7))
  }
}

/**
 * Half the rate: dst[n] = Σ taps[j]·(even[n−j] + even[n−(2k+1)+j]) + odd[n−k−1] ÷ 2.
 * Reads 2k + 1 frames ahead of even, k + 1 ahead of odd; writes whole groups of four.
 */
export function halfbandDown(
  even: usize,
  odd: usize,
  dst: usize,
  frames: i32,
  taps: usize,
  k: i32,
): void {
  const span = (<usize>(2 * k + 1)) << 2
  const centre = (<usize>(k + 1)) << 2
  const half = f32x4.splat(0.5)
  const end = (<usize>frames) << 2
  let i: usize = 0
  for (; i + STRETCH <= end; i += STRETCH) {
    sideStretch(even + i, span, taps, k)
    for (let v: usize = 0; v < STRETCH; v += 16) {
      const middle = f32x4.mul(half, v128.load(odd + i + v - centre))
      v128.store(dst + i + v, f32x4.add(v128.load(SUMS + v), middle))
    }
  }
  for (; i < end; i += 16) {
    const side = sidePairs(even + i, span, taps, k)
    v128.store(dst + i, f32x4.add(side, f32x4.mul(half, v128.load(odd + i - centre))))
  }
}

/** `sidePairs` of a stretch at p, into SUMS: a tap is loaded once for all of it. */
function sideStretch(p: usize, span: usize, taps: usize, k: i32): void {
  let sum0 = f32x4.splat(0)
  let sum1 = sum0
  let sum2 = sum0
  let sum3 = sum0
  let sum4 = sum0
  let sum5 = sum0
  let sum6 = sum0
  let sum7 = sum0
  let late = p
  let early = p - span
  const end = taps + ((<usize>k) << 2)
  for (let tap = taps; tap <= end; tap += 4) {
    const h = v128.load32_splat(tap)
    sum0 = f32x4.add(sum0, f32x4.mul(f32x4.add(v128.load(late), v128.load(early)), h))
    sum1 = f32x4.add(sum1, f32x4.mul(f32x4.add(v128.load(late, 16), v128.load(early, 16)), h))
    sum2 = f32x4.add(sum2, f32x4.mul(f32x4.add(v128.load(late, 32), v128.load(early, 32)), h))
    sum3 = f32x4.add(sum3, f32x4.mul(f32x4.add(v128.load(late, 48), v128.load(early, 48)), h))
    sum4 = f32x4.add(sum4, f32x4.mul(f32x4.add(v128.load(late, 64), v128.load(early, 64)), h))
    sum5 = f32x4.add(sum5, f32x4.mul(f32x4.add(v128.load(late, 80), v128.load(early, 80)), h))
    sum6 = f32x4.add(sum6, f32x4.mul(f32x4.add(v128.load(late, 96), v128.load(early, 96)), h))
    sum7 = f32x4.add(sum7, f32x4.mul(f32x4.add(v128.load(late, 112), v128.load(early, 112)), h))
    late -= 4
    early += 4
  }
  v128.store(SUMS, sum0)
  v128.store(SUMS, sum1, 16)
  v128.store(SUMS, sum2, 32)
  v128.store(SUMS, sum3, 48)
  v128.store(SUMS, sum4, 64)
  v128.store(SUMS, sum5, 80)
  v128.store(SUMS, sum6, 96)
  v128.store(SUMS, sum7, 112)
}

function sidePairs(p: usize, span: usize, taps: usize, k: i32): v128 {
  let sum = f32x4.splat(0)
  let late = p
  let early = p - span
  let tap = taps
  for (let j = 0; j <= k; j++) {
    const pair = f32x4.add(v128.load(late), v128.load(early))
    sum = f32x4.add(sum, f32x4.mul(pair, v128.load32_splat(tap)))
    late -= 4
    early += 4
    tap += 4
  }
  return sum
}

/**
 * x → clip(x) − x, in place, whole groups of four: exactly 0 up to `knee`, then a parabola that
 * meets the ceiling knee + width with slope 0 at knee + 2·width; width 0 = hard.
 */
export function clipResidual(p: usize, frames: i32, knee: f32, width: f32): void {
  const zero = f32x4.splat(0)
  const bend = f32x4.splat(2 * width)
  const perFourWidths = f32x4.splat(width > 0 ? <f32>-0.25 / width : 0)
  const start = f32x4.splat(knee)
  const end = p + ((<usize>frames) << 2)
  for (let i = p; i < end; i += 16) {
    const x = v128.load(i)
    const size = f32x4.abs(x)
    const over = f32x4.pmax(zero, f32x4.sub(size, start))
    const bent = f32x4.pmin(bend, over)
    const straight = f32x4.sub(over, bent)
    const change = f32x4.sub(f32x4.mul(f32x4.mul(bent, bent), perFourWidths), straight)
    v128.store(i, v128.xor(change, v128.xor(x, size)))
  }
}

/**
 * Can a value between the `frames` frames before `end` exceed `limit`? No, if
 * reach·perPeak + bend·perBend ≤ limit: largest |x| and largest |x[n−2] − 2·x[n−1] + x[n]|
 * (src/dsp/resampling/oversampling-bound.ts). Reads up to five frames more in front.
 */
export function mayExceed(end: usize, frames: i32, limit: f32, perPeak: f32, perBend: f32): bool {
  let reach = f32x4.splat(0)
  let bend = reach
  for (let p = end - ((<usize>((frames + 3) & ~3)) << 2); p < end; p += 16) {
    const x = v128.load(p)
    const middle = v128.load(p - 4)
    const ends = f32x4.add(x, v128.load(p - 8))
    reach = f32x4.pmax(reach, f32x4.abs(x))
    bend = f32x4.pmax(bend, f32x4.abs(f32x4.sub(ends, f32x4.add(middle, middle))))
  }
  return largestLane(reach) * perPeak + largestLane(bend) * perBend > limit
}

/** dst[i] += src[i]. */
export function accumulate(src: usize, dst: usize, frames: i32): void {
  const vectorEnd = (<usize>(frames & ~3)) << 2
  const end = (<usize>frames) << 2
  let i: usize = 0
  for (; i < vectorEnd; i += 16)
    v128.store(dst + i, f32x4.add(v128.load(dst + i), v128.load(src + i)))
  for (; i < end; i += 4) store<f32>(dst + i, load<f32>(dst + i) + load<f32>(src + i))
}
