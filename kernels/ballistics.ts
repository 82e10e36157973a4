// How a compressor's reduction moves in time: attack and release steps, fixed or from the crest factor, and the
// smoothing in dB. The algorithm is described in src/dsp/dynamics/compressor.ts.

/** State closer to zero than this is zero (flushed on the grid, against denormals). */
export const NOTHING: f64 = 1e-30

/**
 * Steps of attack and release from the crest factor (sources: compressor, P7), per frame in float64:
 * C² = peak² ÷ mean square, both averaged over 200 ms; τ = reach ÷ C², step = 1 − e^(−C² ÷ (reach·fs)).
 * `f`: averaging step, 1 ÷ (attack reach·fs), 1 ÷ (release reach·fs), peak², mean square.
 */
export function crestSteps(power: usize, steps: usize, frames: i32, f: usize, flush: i32): void {
  const average = load<f64>(f)
  const rates = v128.load(f, 8)
  let peak = load<f64>(f, 24)
  let mean = load<f64>(f, 32)
  for (let i = 0; i < frames; i++) {
    const x = <f64>load<f32>(power + ((<usize>i) << 2))
    peak += (x - peak) * average
    peak = x > peak ? x : peak
    mean += (x - mean) * average
    const crest = mean > NOTHING ? peak / mean : 1
    const out = steps + ((<usize>i) << 4)
    v128.store(out, stepsOf(f64x2.mul(rates, f64x2.splat(crest))))
  }
  store<f64>(f, flush && peak < NOTHING ? 0 : peak, 24)
  store<f64>(f, flush && mean < NOTHING ? 0 : mean, 32)
}

/**
 * 1 − e^(−u) of two rates by the Padé approximant [4/4]. C² is at most 200 ms·fs, so the rate is at
 * most 200 ÷ 160; error there 3e-7, and nothing at the usual 1e-3.
 */
function stepsOf(u: v128): v128 {
  const square = f64x2.mul(u, u)
  const above = f64x2.mul(u, f64x2.add(f64x2.splat(1), f64x2.mul(square, f64x2.splat(1.0 / 42))))
  const odd = f64x2.mul(u, f64x2.add(f64x2.splat(0.5), f64x2.mul(square, f64x2.splat(1.0 / 84))))
  const fourth = f64x2.add(f64x2.splat(3.0 / 28), f64x2.mul(square, f64x2.splat(1.0 / 1680)))
  const even = f64x2.add(f64x2.splat(1), f64x2.mul(square, fourth))
  return f64x2.div(above, f64x2.add(even, odd))
}

/**
 * Smooths the reduction in place. `f`: attack step, release step, charge step, slow step, then three
 * states (held peak, reduction, slow reduction). `steps` ≠ 0: attack and release steps per frame instead.
 * `decoupled`: release first, then attack over it; else one branch for each direction.
 */
export function smoothReduction(
  reduction: usize,
  frames: i32,
  f: usize,
  steps: usize,
  decoupled: i32,
  flush: i32,
): void {
  let attack = load<f64>(f)
  let release = load<f64>(f, 8)
  const charge = load<f64>(f, 16)
  const slowStep = load<f64>(f, 24)
  let held = load<f64>(f, 32)
  let state = load<f64>(f, 40)
  let slow = load<f64>(f, 48)
  for (let i = 0; i < frames; i++) {
    const p = reduction + ((<usize>i) << 2)
    const goal = <f64>load<f32>(p)
    if (steps) {
      attack = load<f64>(steps + ((<usize>i) << 4))
      release = load<f64>(steps + ((<usize>i) << 4), 8)
    }
    if (decoupled) {
      held += (goal - held) * release
      held = goal > held ? goal : held
      state += (held - state) * attack
    } else state += (goal - state) * (goal > state ? attack : release)
    const sustained = goal < state ? goal : state
    slow += (sustained - slow) * (sustained > slow ? charge : slowStep)
    store<f32>(p, <f32>(slow > state ? slow : state))
  }
  if (flush) {
    held = held < NOTHING ? 0 : held
    state = state < NOTHING ? 0 : state
    slow = slow < NOTHING ? 0 : slow
  }
  store<f64>(f, held, 32)
  store<f64>(f, state, 40)
  store<f64>(f, slow, 48)
}
