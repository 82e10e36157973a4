// How much of a peak is low: what decides how long a limiter holds on to it (src/dsp/dynamics/low-share.ts).

/**
 * Envelope of what is low in two channels (the same one twice in mono): |low-passed| by two one-poles, its peaks falling by `decay` a frame.
 * `state` (float64): outputs of the first and the second pole and the envelope, two channels each, then step and decay.
 * Writes `frames` values each.
 */
export function lowEnvelopes(
  left: usize,
  right: usize,
  dstLeft: usize,
  dstRight: usize,
  frames: i32,
  state: usize,
): void {
  let first = v128.load(state)
  let second = v128.load(state, 16)
  let envelope = v128.load(state, 32)
  const step = v128.load64_splat(state, 48)
  const decay = v128.load64_splat(state, 56)
  const least = f64x2.splat(1e-30)
  for (let i = 0; i < frames; i++) {
    const at = (<usize>i) << 2
    const x = f64x2(<f64>load<f32>(left + at), <f64>load<f32>(right + at))
    first = f64x2.add(first, f64x2.mul(f64x2.sub(x, first), step))
    second = f64x2.add(second, f64x2.mul(f64x2.sub(first, second), step))
    const fallen = f64x2.pmax(least, f64x2.mul(envelope, decay))
    envelope = f64x2.pmax(fallen, f64x2.abs(second))
    store<f32>(dstLeft + at, <f32>f64x2.extract_lane(envelope, 0))
    store<f32>(dstRight + at, <f32>f64x2.extract_lane(envelope, 1))
  }
  v128.store(state, first)
  v128.store(state, second, 16)
  v128.store(state, envelope, 32)
}

/**
 * The part of a required gain that low sound asks for: dst = 1 − share·(1 − required), where the share is 0 while the envelope
 * is under 35 % of the peak (ceiling ÷ required), 1 from 60 % on. Whole groups of four; the larger of both envelopes counts.
 */
export function lowRequired(
  required: usize,
  envelope: usize,
  other: usize,
  dst: usize,
  frames: i32,
  ceiling: f32,
): void {
  const end = (<usize>frames) << 2
  const one = f32x4.splat(1)
  const zero = f32x4.splat(0)
  const scale = f32x4.splat(1 / (0.25 * ceiling))
  const offset = f32x4.splat(0.35 / 0.25)
  for (let i: usize = 0; i < end; i += 16) {
    const needed = v128.load(required + i)
    const low = f32x4.pmax(v128.load(envelope + i), v128.load(other + i))
    const share = f32x4.sub(f32x4.mul(f32x4.mul(low, needed), scale), offset)
    const held = f32x4.pmax(zero, f32x4.pmin(one, share))
    v128.store(dst + i, f32x4.sub(one, f32x4.mul(held, f32x4.sub(one, needed))))
  }
}
