// True-peak limiter: gain computer and application. The gain runs at the base rate and the
// audio is only delayed and multiplied. The algorithm is described in src/dsp/dynamics/limiter.ts.

/** Fixed-point unity of the gain: box sums are integers, hence exact and free of drift. */
const UNITY: f64 = 1073741824.0
/** Closer to its goal than this (−180 dB), a release has arrived. */
const SETTLED: f64 = 1e-9

/**
 * Required gain → held gain in fixed point (int32, unity 2^30), `frames` values: moving minimum (van Herk), release, slow stage.
 * `f` and `w` are the state that src/dsp/dynamics/limiter-gain.ts lays out and initialises. f (float64): release gain, slow
 * reduction, release step, charge step, slow step, 1 ÷ (unity·boxes), then three int64 sums and the
 * smallest share of the release gain that the slow stage may leave; w (int32): window, box
 * lengths ×3, addresses of the window and the box rings ×3, positions (window, boxes ×3), frames since the gain was last
 * below 1.
 */
export function heldGain(f: usize, w: usize, required: usize, fixed: usize, frames: i32): void {
  const window = load<i32>(w)
  const held = <usize>load<i32>(w, 16)
  let at = load<i32>(w, 32)
  let prefix = load<f32>(w, 52)
  let release = load<f64>(f)
  let slow = load<f64>(f, 8)
  const releaseStep = load<f64>(f, 16)
  const chargeStep = load<f64>(f, 24)
  const slowStep = load<f64>(f, 32)
  const slowShare = load<f64>(f, 72)
  for (let i = 0; i < frames; i++) {
    // Minimum of the last `window` values: what is left of the previous stretch, and this one so far.
    const value = load<f32>(required + ((<usize>i) << 2))
    prefix = value < prefix ? value : prefix
    const slot = held + ((<usize>at) << 2)
    store<f32>(slot, value)
    at++
    let floor = prefix
    if (at < window) {
      const rest = load<f32>(slot, 4)
      floor = rest < floor ? rest : floor
    } else {
      at = 0
      prefix = 1
      let suffix = <f32>1
      for (let p = slot; p >= held; p -= 4) {
        const v = load<f32>(p)
        suffix = v < suffix ? v : suffix
        store<f32>(p, suffix)
      }
    }

    const goal = <f64>floor
    if (goal < release) release = goal
    else {
      release += (goal - release) * releaseStep
      if (goal - release < SETTLED) release = goal
    }
    const reduction = 1 - goal
    if (reduction > slow) slow += (reduction - slow) * chargeStep
    else {
      slow += (reduction - slow) * slowStep
      if (slow - reduction < SETTLED) slow = reduction
    }
    const slower = max(1 - slow, release * slowShare)
    const g = release < slower ? release : slower
    store<i32>(fixed + ((<usize>i) << 2), <i32>(g * UNITY))
  }
  store<i32>(w, at, 32)
  store<f32>(w, prefix, 52)
  store<f64>(f, release)
  store<f64>(f, slow, 8)
}

/** dst[i] = the smaller of both (int32). Whole groups of four. */
export function smallerGains(dst: usize, other: usize, frames: i32): void {
  const end = (<usize>frames) << 2
  for (let i: usize = 0; i < end; i += 16)
    v128.store(dst + i, i32x4.min_s(v128.load(dst + i), v128.load(other + i)))
}

/** Held gain in fixed point → applied gain: three box filters in integers, with the state of `heldGain`. */
export function smoothGain(f: usize, w: usize, held: usize, gain: usize, frames: i32): void {
  const n1 = load<i32>(w, 4)
  const n2 = load<i32>(w, 8)
  const n3 = load<i32>(w, 12)
  const ring1 = <usize>load<i32>(w, 20)
  const ring2 = <usize>load<i32>(w, 24)
  const ring3 = <usize>load<i32>(w, 28)
  let i1 = load<i32>(w, 36)
  let i2 = load<i32>(w, 40)
  let i3 = load<i32>(w, 44)
  let unityRun = load<i32>(w, 48)
  const scale = load<f64>(f, 40)
  let sum1 = load<i64>(f, 48)
  let sum2 = load<i64>(f, 56)
  let sum3 = load<i64>(f, 64)
  const unity = <i32>UNITY
  for (let i = 0; i < frames; i++) {
    const fixed = load<i32>(held + ((<usize>i) << 2))
    unityRun = fixed === unity ? min(unityRun + 1, 0x3fffffff) : 0
    const p1 = ring1 + ((<usize>i1) << 3)
    sum1 += <i64>fixed - load<i64>(p1)
    store<i64>(p1, <i64>fixed)
    i1 = i1 + 1 === n1 ? 0 : i1 + 1
    const p2 = ring2 + ((<usize>i2) << 3)
    sum2 += sum1 - load<i64>(p2)
    store<i64>(p2, sum1)
    i2 = i2 + 1 === n2 ? 0 : i2 + 1
    const p3 = ring3 + ((<usize>i3) << 3)
    sum3 += sum2 - load<i64>(p3)
    store<i64>(p3, sum2)
    i3 = i3 + 1 === n3 ? 0 : i3 + 1
    store<f32>(gain + ((<usize>i) << 2), <f32>(<f64>sum3 * scale))
  }
  store<i32>(w, i1, 36)
  store<i32>(w, i2, 40)
  store<i32>(w, i3, 44)
  store<i32>(w, unityRun, 48)
  store<i64>(f, sum1, 48)
  store<i64>(f, sum2, 56)
  store<i64>(f, sum3, 64)
}

/** No gain has been below 1 for longer than `window` frames and the boxes, and none of `required` is: then 1 is what they give. */
export function isUnity(w: usize, window: i32, required: usize, frames: i32): bool {
  const boxes = load<i32>(w, 4) + load<i32>(w, 8) + load<i32>(w, 12)
  if (load<i32>(w, 48) <= window + boxes) return false
  const one = f32x4.splat(1)
  const vectorEnd = required + ((<usize>(frames & ~3)) << 2)
  const end = required + ((<usize>frames) << 2)
  let p = required
  for (; p < vectorEnd; p += 16) if (v128.any_true(f32x4.ne(v128.load(p), one))) return false
  for (; p < end; p += 4) if (load<f32>(p) !== 1) return false
  return true
}

/** dst[i] = src[i]·gain[i]; returns the smallest gain. src and dst must not overlap. */
export function applyGains(src: usize, gain: usize, dst: usize, frames: i32): f32 {
  const vectorEnd = (<usize>(frames & ~3)) << 2
  const end = (<usize>frames) << 2
  let lowest = f32x4.splat(1)
  let i: usize = 0
  for (; i < vectorEnd; i += 16) {
    const g = v128.load(gain + i)
    lowest = f32x4.pmin(lowest, g)
    v128.store(dst + i, f32x4.mul(v128.load(src + i), g))
  }
  let smallest = <f32>1
  for (; i < end; i += 4) {
    const g = load<f32>(gain + i)
    smallest = g < smallest ? g : smallest
    store<f32>(dst + i, load<f32>(src + i) * g)
  }
  smallest = min(smallest, f32x4.extract_lane(lowest, 0))
  smallest = min(smallest, f32x4.extract_lane(lowest, 1))
  smallest = min(smallest, f32x4.extract_lane(lowest, 2))
  return min(smallest, f32x4.extract_lane(lowest, 3))
}
