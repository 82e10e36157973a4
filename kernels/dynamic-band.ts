import { exp2, log2Pair } from './elementary'

/** The gain is decided every 16 frames since reset and moves in a straight line between. */
const CONTROL_FRAMES: i32 = 16
/** Keep logarithms finite: −200 dBFS for the whole, 100 dB less for a band, which thus never stands out of silence. */
const WHOLE_FLOOR: f64 = 1e-20
const BAND_FLOOR: f64 = 1e-30
const SILENCE: f64 = 1e-30
/** 10 log₁₀ 2 and 20 log₁₀ 2. */
const POWER_DB: f64 = 3.010299956639812
const AMPLITUDE_DB: f64 = 6.020599913279624

/**
 * One dynamic band, linked over both channels (one address twice for mono), in place:
 * y = x + (gain − 1)·band(x), band a section with unity gain in its middle.
 * `params` (float64): section b0, b1, b2, a1, a2 · averaging 1 − e^(−1/τfs) · relative (1 or 0) · threshold dB ·
 * slope 1 − 1/ratio · knee dB · range dB (signed: where the gain may go) · attack · release, per control step.
 * `state` (float64): s and t of the section, two lanes each · band power · whole power · change dB (≥ 0) ·
 * gain · step. Zeroed, it starts at unity (gain is stored less one).
 * Returns the largest |change| in the block, dB.
 */
export function dynamicBand(
  left: usize,
  right: usize,
  frames: i32,
  position: i32,
  params: usize,
  state: usize,
  flush: bool,
): f64 {
  const b0 = v128.load64_splat(params)
  const a1 = v128.load64_splat(params, 24)
  const a2 = v128.load64_splat(params, 32)
  const c = f64x2.sub(v128.load64_splat(params, 8), f64x2.mul(a1, b0))
  const d = f64x2.sub(v128.load64_splat(params, 16), f64x2.mul(a2, b0))
  const averaging = load<f64>(params, 40)
  let s = v128.load(state)
  let t = v128.load(state, 16)
  let bandPower = load<f64>(state, 32)
  let wholePower = load<f64>(state, 40)
  let change = load<f64>(state, 48)
  let gain = load<f64>(state, 56)
  let step = load<f64>(state, 64)
  let largest = change
  const mono = left === right
  for (let i = 0; i < frames; i++) {
    if (((position + i) & (CONTROL_FRAMES - 1)) === 0) {
      change = nextChange(params, bandPower, wholePower, change)
      largest = max(largest, change)
      const range = load<f64>(params, 80)
      const target = exp2((range < 0 ? -change : change) / AMPLITUDE_DB) - 1
      step = (target - gain) / <f64>CONTROL_FRAMES
    }
    gain += step
    const l = <f64>load<f32>(left)
    const r = <f64>load<f32>(right)
    const x = f64x2(l, r)
    const y = f64x2.add(f64x2.mul(b0, x), s)
    const next = f64x2.sub(f64x2.add(f64x2.mul(c, x), t), f64x2.mul(a1, s))
    t = f64x2.sub(f64x2.mul(d, x), f64x2.mul(a2, s))
    s = next
    const yl = f64x2.extract_lane(y, 0)
    const yr = f64x2.extract_lane(y, 1)
    bandPower += averaging * (0.5 * (yl * yl + yr * yr) - bandPower)
    wholePower += averaging * (0.5 * (l * l + r * r) - wholePower)
    store<f32>(left, <f32>(l + gain * yl))
    if (!mono) store<f32>(right, <f32>(r + gain * yr))
    left += 4
    right += 4
  }
  if (flush) {
    const guard = f64x2.splat(SILENCE)
    s = v128.and(s, f64x2.ge(f64x2.abs(s), guard))
    t = v128.and(t, f64x2.ge(f64x2.abs(t), guard))
    if (bandPower < SILENCE) bandPower = 0
    if (wholePower < SILENCE) wholePower = 0
    if (change < SILENCE) change = 0
  }
  v128.store(state, s)
  v128.store(state, t, 16)
  store<f64>(state, bandPower, 32)
  store<f64>(state, wholePower, 40)
  store<f64>(state, change, 48)
  store<f64>(state, gain, 56)
  store<f64>(state, step, 64)
  return largest
}

/** Gain computer and branching smoother, in dB of change. */
function nextChange(params: usize, bandPower: f64, wholePower: f64, change: f64): f64 {
  const levels = log2Pair(f64x2(bandPower + BAND_FLOOR, wholePower + WHOLE_FLOOR))
  const band = POWER_DB * f64x2.extract_lane(levels, 0)
  const whole = POWER_DB * f64x2.extract_lane(levels, 1)
  const level = band - load<f64>(params, 48) * whole
  const over = level - load<f64>(params, 56)
  const knee = load<f64>(params, 72)
  let excess: f64 = 0
  if (over >= knee * 0.5) excess = over
  else if (over > -knee * 0.5) excess = ((over + knee * 0.5) * (over + knee * 0.5)) / (2 * knee)
  const target = min(excess * load<f64>(params, 64), abs(load<f64>(params, 80)))
  const smoothing = target > change ? load<f64>(params, 88) : load<f64>(params, 96)
  return change + smoothing * (target - change)
}
