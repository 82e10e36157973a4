// How likely a difference is heard (BS.1387-1, basic version): the better of two ears counts in every band.

import { BANDS, SMEARED_DB } from './ear'
import { exp2Pair, log2Pair } from './elementary'

/** log₁₀(2)^(1/4) and log₁₀(2)^(1/6): half is detected at one step. */
const HALF_AT_4: f64 = 0.7407172233310574
const HALF_AT_6: f64 = 0.8186563384972325
/** log₂ 10 */
const LOG2_10: f64 = 3.321928094887362
/** 2^x of anything less is nothing. */
const LEAST_EXPONENT: f64 = -900
/** What is not heard at all has no steps. */
const NEVER: f64 = 1e30

/**
 * Stores at `out` the probability (float64, 0…1) that the difference of a frame is heard, by the psychometric function
 * 1 − 10^(−(s·|e|/step)^b), b = 4 where the altered signal is weaker and 6 where it is stronger, and behind it the steps above threshold. Both
 * signals as an ear has taken them in.
 */
export function detectFrame(original: usize, altered: usize, out: usize): void {
  const one = f64x2.splat(1)
  const zero = f64x2.splat(0)
  let missed: f64 = 1
  let steps: f64 = 0
  for (let band: usize = 0; band < <usize>BANDS; band++) {
    const at = SMEARED_DB + (band << 4)
    const a = v128.load(original + at)
    const b = v128.load(altered + at)
    const difference = f64x2.sub(a, b)
    const level = f64x2.add(
      f64x2.mul(f64x2.splat(0.3), f64x2.pmax(a, b)),
      f64x2.mul(f64x2.splat(0.7), b),
    )
    const step = stepSizes(level)
    const weaker = f64x2.gt(difference, zero)
    const half = v128.bitselect(f64x2.splat(HALF_AT_4), f64x2.splat(HALF_AT_6), weaker)
    const x = f64x2.div(f64x2.mul(half, difference), step)
    const square = f64x2.mul(x, x)
    const power = f64x2.mul(f64x2.mul(square, square), v128.bitselect(one, square, weaker))
    const exponent = f64x2.mul(f64x2.splat(-LOG2_10), power)
    const ofMissing = exp2Pair(f64x2.pmax(exponent, f64x2.splat(LEAST_EXPONENT)))
    const above = f64x2.div(f64x2.abs(f64x2.trunc(difference)), step)
    missed *= min(f64x2.extract_lane(ofMissing, 0), f64x2.extract_lane(ofMissing, 1))
    steps += max(f64x2.extract_lane(above, 0), f64x2.extract_lane(above, 1))
  }
  store<f64>(out, 1 - missed)
  store<f64>(out, steps, 8)
}

/** Just noticeable differences of level at excitation levels in dB. */
function stepSizes(level: v128): v128 {
  const heard = f64x2.gt(level, f64x2.splat(0))
  const l = v128.bitselect(level, f64x2.splat(1), heard)
  let cubic = f64x2.add(f64x2.mul(f64x2.splat(9.01033e-11), l), f64x2.splat(5.05622e-6))
  cubic = f64x2.add(f64x2.mul(cubic, l), f64x2.splat(-0.00102438))
  cubic = f64x2.add(f64x2.mul(cubic, l), f64x2.splat(0.0550197))
  const ratio = log2Pair(f64x2.div(f64x2.splat(6.39468), l))
  const steep = exp2Pair(f64x2.mul(f64x2.splat(1.71332), ratio))
  const step = f64x2.add(f64x2.mul(f64x2.splat(5.95072), steep), f64x2.mul(cubic, l))
  const size = f64x2.sub(step, f64x2.splat(0.198719))
  return v128.bitselect(size, f64x2.splat(NEVER), heard)
}
