// K-weighting of two channels at once and the sum of squares of what comes out (BS.1770-5, Annex 1).

/** Below this, filter state is silence: it would decay into subnormals, which are slow. */
const SILENCE: f64 = 1e-30

/**
 * Filters `frames` frames of left and right through shelf and high-pass and adds the squares of the
 * result to the sums. Both pointers may be the same channel.
 *
 * `design`: 9 doubles, shelf b0, c1, c2, a1, a2 and high-pass c1, c2, a1, a2 (its b0 is 1) in the form
 * y = b0·x + s1, s1' = (c1·x + s2) − a1·s1, s2' = c2·x − a2·s1: one multiply and one subtract per
 * sample on the way round, where the textbook form has three more additions.
 * `state`: 5 pairs of doubles (left, right): shelf s1, s2, high-pass s1, s2, sums of squares.
 */
export function kWeightSquares(
  left: usize,
  right: usize,
  frames: i32,
  design: usize,
  state: usize,
): void {
  const b0 = v128.load64_splat(design)
  const c1 = v128.load64_splat(design, 8)
  const c2 = v128.load64_splat(design, 16)
  const a1 = v128.load64_splat(design, 24)
  const a2 = v128.load64_splat(design, 32)
  const d1 = v128.load64_splat(design, 40)
  const d2 = v128.load64_splat(design, 48)
  const e1 = v128.load64_splat(design, 56)
  const e2 = v128.load64_splat(design, 64)
  let s1 = v128.load(state)
  let s2 = v128.load(state, 16)
  let t1 = v128.load(state, 32)
  let t2 = v128.load(state, 48)
  let sum = v128.load(state, 64)
  const bytes = (<usize>frames) << 2
  const vectorBytes = (<usize>(frames & ~3)) << 2
  let at: usize = 0
  for (; at < vectorBytes; at += 16) {
    const l = v128.load(left + at)
    const r = v128.load(right + at)
    let x0 = f64x2.promote_low_f32x4(v128.shuffle<f32>(l, r, 0, 4, 1, 5))
    let u0 = f64x2.add(f64x2.mul(b0, x0), s1)
    let n0 = f64x2.sub(f64x2.add(f64x2.mul(c1, x0), s2), f64x2.mul(a1, s1))
    s2 = f64x2.sub(f64x2.mul(c2, x0), f64x2.mul(a2, s1))
    s1 = n0
    let y0 = f64x2.add(u0, t1)
    let m0 = f64x2.sub(f64x2.add(f64x2.mul(d1, u0), t2), f64x2.mul(e1, t1))
    t2 = f64x2.sub(f64x2.mul(d2, u0), f64x2.mul(e2, t1))
    t1 = m0
    sum = f64x2.add(sum, f64x2.mul(y0, y0))
    let x1 = f64x2.promote_low_f32x4(v128.shuffle<f32>(l, r, 1, 5, 0, 4))
    let u1 = f64x2.add(f64x2.mul(b0, x1), s1)
    let n1 = f64x2.sub(f64x2.add(f64x2.mul(c1, x1), s2), f64x2.mul(a1, s1))
    s2 = f64x2.sub(f64x2.mul(c2, x1), f64x2.mul(a2, s1))
    s1 = n1
    let y1 = f64x2.add(u1, t1)
    let m1 = f64x2.sub(f64x2.add(f64x2.mul(d1, u1), t2), f64x2.mul(e1, t1))
    t2 = f64x2.sub(f64x2.mul(d2, u1), f64x2.mul(e2, t1))
    t1 = m1
    sum = f64x2.add(sum, f64x2.mul(y1, y1))
    let x2 = f64x2.promote_low_f32x4(v128.shuffle<f32>(l, r, 2, 6, 3, 7))
    let u2 = f64x2.add(f64x2.mul(b0, x2), s1)
    let n2 = f64x2.sub(f64x2.add(f64x2.mul(c1, x2), s2), f64x2.mul(a1, s1))
    s2 = f64x2.sub(f64x2.mul(c2, x2), f64x2.mul(a2, s1))
    s1 = n2
    let y2 = f64x2.add(u2, t1)
    let m2 = f64x2.sub(f64x2.add(f64x2.mul(d1, u2), t2), f64x2.mul(e1, t1))
    t2 = f64x2.sub(f64x2.mul(d2, u2), f64x2.mul(e2, t1))
    t1 = m2
    sum = f64x2.add(sum, f64x2.mul(y2, y2))
    let x3 = f64x2.promote_low_f32x4(v128.shuffle<f32>(l, r, 3, 7, 2, 6))
    let u3 = f64x2.add(f64x2.mul(b0, x3), s1)
    let n3 = f64x2.sub(f64x2.add(f64x2.mul(c1, x3), s2), f64x2.mul(a1, s1))
    s2 = f64x2.sub(f64x2.mul(c2, x3), f64x2.mul(a2, s1))
    s1 = n3
    let y3 = f64x2.add(u3, t1)
    let m3 = f64x2.sub(f64x2.add(f64x2.mul(d1, u3), t2), f64x2.mul(e1, t1))
    t2 = f64x2.sub(f64x2.mul(d2, u3), f64x2.mul(e2, t1))
    t1 = m3
    sum = f64x2.add(sum, f64x2.mul(y3, y3))
  }
  for (; at < bytes; at += 4) {
    const x = f64x2.replace_lane(
      f64x2.splat(<f64>load<f32>(left + at)),
      1,
      <f64>load<f32>(right + at),
    )
    const u = f64x2.add(f64x2.mul(b0, x), s1)
    const s1Next = f64x2.sub(f64x2.add(f64x2.mul(c1, x), s2), f64x2.mul(a1, s1))
    s2 = f64x2.sub(f64x2.mul(c2, x), f64x2.mul(a2, s1))
    s1 = s1Next
    const y = f64x2.add(u, t1)
    const t1Next = f64x2.sub(f64x2.add(f64x2.mul(d1, u), t2), f64x2.mul(e1, t1))
    t2 = f64x2.sub(f64x2.mul(d2, u), f64x2.mul(e2, t1))
    t1 = t1Next
    sum = f64x2.add(sum, f64x2.mul(y, y))
  }
  v128.store(state, flushed(s1))
  v128.store(state, flushed(s2), 16)
  v128.store(state, flushed(t1), 32)
  v128.store(state, flushed(t2), 48)
  v128.store(state, sum, 64)
}

/**
 * The same over `hops` stretches of `hopFrames` frames each, one after the other: the sums of each (left, right) go to `sums`, and those of
 * `state`, which must be 0 to begin with, are 0 behind it.
 */
export function kWeightHops(
  left: usize,
  right: usize,
  hops: i32,
  hopFrames: i32,
  design: usize,
  state: usize,
  sums: usize,
): void {
  const bytes = (<usize>hopFrames) << 2
  const none = f64x2.splat(0)
  for (let hop = 0; hop < hops; hop++) {
    kWeightSquares(left, right, hopFrames, design, state)
    v128.store(sums, v128.load(state, 64))
    v128.store(state, none, 64)
    left += bytes
    right += bytes
    sums += 16
  }
}

function flushed(x: v128): v128 {
  return v128.and(x, f64x2.ge(f64x2.abs(x), f64x2.splat(SILENCE)))
}
