import { exp2, log2Pair } from './elementary'

/** Below this (−200 dBFS) there is nothing to shape; added to every follower, so ratios stay finite. */
const FLOOR: f64 = 1e-10
/** Denormal guard. */
const SILENCE: f64 = 1e-30

/**
 * Transient shaper, linked over both channels (pass one address twice for mono), in place.
 * state: fast, slow, body, long (float64). coefficients (float64): fast attack, slow attack, release, body
 * attack, long release, as 1 − e^(−1/τfs). Attack compares fast with slow, sustain compares long with body. `attack` and `sustain` are −1…1 times the followers' difference, which is
 * limited to `reach` octaves of level (log₂). `wet` is 0…1.
 */
export function shapeTransients(
  left: usize,
  right: usize,
  frames: i32,
  state: usize,
  coefficients: usize,
  attack: f64,
  sustain: f64,
  reach: f64,
  wet: f64,
  flush: bool,
): void {
  const fastAttack = load<f64>(coefficients)
  const slowAttack = load<f64>(coefficients, 8)
  const release = load<f64>(coefficients, 16)
  const bodyAttack = load<f64>(coefficients, 24)
  const longRelease = load<f64>(coefficients, 32)
  let fast = load<f64>(state)
  let slow = load<f64>(state, 8)
  let body = load<f64>(state, 16)
  let long = load<f64>(state, 24)
  const amounts = f64x2(attack, sustain)
  const top = f64x2.splat(reach)
  const zero = f64x2.splat(0)
  const mono = left === right
  for (let i = 0; i < frames; i++) {
    const l = load<f32>(left)
    const r = load<f32>(right)
    const level = <f64>max(abs(l), abs(r))
    fast += (level > fast ? fastAttack : release) * (level - fast)
    slow += (fast > slow ? slowAttack : release) * (fast - slow)
    body += (level > body ? bodyAttack : release) * (level - body)
    long = body > long ? body : long + longRelease * (body - long)
    const over = f64x2(fast + FLOOR, long + FLOOR)
    const under = f64x2(slow + FLOOR, body + FLOOR)
    const difference = f64x2.pmin(f64x2.pmax(log2Pair(f64x2.div(over, under)), zero), top)
    const control = f64x2.mul(difference, amounts)
    const gain =
      1 + wet * (exp2(f64x2.extract_lane(control, 0) + f64x2.extract_lane(control, 1)) - 1)
    store<f32>(left, <f32>(<f64>l * gain))
    if (!mono) store<f32>(right, <f32>(<f64>r * gain))
    left += 4
    right += 4
  }
  if (flush) {
    if (fast < SILENCE) fast = 0
    if (slow < SILENCE) slow = 0
    if (body < SILENCE) body = 0
    if (long < SILENCE) long = 0
  }
  store<f64>(state, fast)
  store<f64>(state, slow, 8)
  store<f64>(state, body, 16)
  store<f64>(state, long, 24)
}
