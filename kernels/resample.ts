/** Interleaves planar float32 into float64 frames of two lanes; a mono signal fills both. */
export function widenPairs(left: usize, right: usize, out: usize, frames: i32): void {
  for (let i = 0; i < frames; i++) {
    store<f64>(out, <f64>load<f32>(left))
    store<f64>(out, <f64>load<f32>(right), 8)
    left += 4
    right += 4
    out += 16
  }
}

/** `row` becomes the cubic through four rows of `bytes` bytes from `rows` on, at `t` (0…1) between the second and third. */
function cubicRow(rows: usize, bytes: usize, t: f64, row: usize): void {
  const a = f64x2.splat((-t * (t - 1.0) * (t - 2.0)) / 6.0)
  const b = f64x2.splat(((t + 1.0) * (t - 1.0) * (t - 2.0)) / 2.0)
  const c = f64x2.splat((-(t + 1.0) * t * (t - 2.0)) / 2.0)
  const d = f64x2.splat(((t + 1.0) * t * (t - 1.0)) / 6.0)
  const third = rows + bytes + bytes
  for (let at: usize = 0; at < bytes; at += 16) {
    const near = f64x2.add(
      f64x2.mul(b, v128.load(rows + bytes + at)),
      f64x2.mul(c, v128.load(third + at)),
    )
    const far = f64x2.add(
      f64x2.mul(a, v128.load(rows + at)),
      f64x2.mul(d, v128.load(third + bytes + at)),
    )
    v128.store(row + at, f64x2.add(near, far))
  }
}

/**
 * `frames` outputs of a polyphase filter over interleaved float64 frames.
 * Output k reads `taps` frames (a multiple of 4) from frame `start` of `input` on with row `phase` of
 * `rows`; then phase += step, and start moves on by the whole `phases` in it. With `perFrame` not 0 there are that many
 * rows a frame instead, from one before the first on, and the cubic between four is made in `scratch`, one row long.
 */
export function resamplePairs(
  input: usize,
  rows: usize,
  taps: i32,
  phases: i32,
  step: i32,
  start: i32,
  phase: i32,
  left: usize,
  right: usize,
  frames: i32,
  perFrame: i32,
  scratch: usize,
): void {
  const rowBytes = (<usize>taps) << 3
  for (let k = 0; k < frames; k++) {
    let x = input + ((<usize>start) << 4)
    let h = rows + <usize>phase * rowBytes
    if (perFrame !== 0) {
      // Below 2^31: both are rates of at most 384 kHz, perFrame at most 512.
      const place = phase * perFrame
      const before = place / phases
      const t = <f64>(place - before * phases) / <f64>phases
      cubicRow(rows + <usize>before * rowBytes, rowBytes, t, scratch)
      h = scratch
    }
    const end = h + rowBytes
    let a = f64x2.splat(0)
    let b = f64x2.splat(0)
    let c = f64x2.splat(0)
    let d = f64x2.splat(0)
    while (h < end) {
      a = f64x2.add(a, f64x2.mul(v128.load64_splat(h), v128.load(x)))
      b = f64x2.add(b, f64x2.mul(v128.load64_splat(h, 8), v128.load(x, 16)))
      c = f64x2.add(c, f64x2.mul(v128.load64_splat(h, 16), v128.load(x, 32)))
      d = f64x2.add(d, f64x2.mul(v128.load64_splat(h, 24), v128.load(x, 48)))
      h += 32
      x += 64
    }
    const sum = f64x2.add(f64x2.add(a, b), f64x2.add(c, d))
    store<f32>(left, <f32>f64x2.extract_lane(sum, 0))
    store<f32>(right, <f32>f64x2.extract_lane(sum, 1))
    left += 4
    right += 4
    phase += step
    while (phase >= phases) {
      phase -= phases
      start++
    }
  }
}
