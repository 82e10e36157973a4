// Cascades of second-order sections over interleaved float64 pairs, both channels in one vector.
// State-space form of the transposed direct form II (recurrence of one multiply and one subtract):
//   y = b·x + s;  s' = (c·x + t) − a·s;  t' = d·x − e·s
// with b = b0, a = a1, e = a2, c = b1 − a1·b0, d = b2 − a2·b0.
// Memory of a section: coefficients b, c, d, a, e and state s, t, each float64 × 2 (one per lane).

const COEFFICIENT_BYTES: usize = 80
const STATE_BYTES: usize = 32
const DENORMAL_GUARD: f64 = 1e-30

/** Four sections a pass while there are four: the sections' recurrences then overlap. */
export function cascade(
  scratch: usize,
  frames: i32,
  sections: i32,
  coefficients: usize,
  state: usize,
): void {
  let left = sections
  let c = coefficients
  let s = state
  for (; left >= 4; left -= 4, c += 4 * COEFFICIENT_BYTES, s += 4 * STATE_BYTES)
    fourSections(scratch, frames, c, s)
  if (left >= 2) {
    twoSections(scratch, frames, c, s)
    left -= 2
    c += 2 * COEFFICIENT_BYTES
    s += 2 * STATE_BYTES
  }
  if (left) oneSection(scratch, frames, c, s)
}

/** Clears what has decayed below 1e-30. */
export function flushState(state: usize, sections: i32): void {
  const guard = f64x2.splat(DENORMAL_GUARD)
  const end = state + <usize>sections * STATE_BYTES
  for (let p = state; p < end; p += 16) {
    const s = v128.load(p)
    v128.store(p, v128.and(s, f64x2.ge(f64x2.abs(s), guard)))
  }
}

/** Four sections in one pass over the float64 copy. */
function fourSections(scratch: usize, frames: i32, coefficients: usize, state: usize): void {
  const b0 = v128.load(coefficients, 0)
  const c0 = v128.load(coefficients, 16)
  const d0 = v128.load(coefficients, 32)
  const a0 = v128.load(coefficients, 48)
  const e0 = v128.load(coefficients, 64)
  const b1 = v128.load(coefficients, 80)
  const c1 = v128.load(coefficients, 96)
  const d1 = v128.load(coefficients, 112)
  const a1 = v128.load(coefficients, 128)
  const e1 = v128.load(coefficients, 144)
  const b2 = v128.load(coefficients, 160)
  const c2 = v128.load(coefficients, 176)
  const d2 = v128.load(coefficients, 192)
  const a2 = v128.load(coefficients, 208)
  const e2 = v128.load(coefficients, 224)
  const b3 = v128.load(coefficients, 240)
  const c3 = v128.load(coefficients, 256)
  const d3 = v128.load(coefficients, 272)
  const a3 = v128.load(coefficients, 288)
  const e3 = v128.load(coefficients, 304)
  let s0 = v128.load(state, 0)
  let t0 = v128.load(state, 16)
  let s1 = v128.load(state, 32)
  let t1 = v128.load(state, 48)
  let s2 = v128.load(state, 64)
  let t2 = v128.load(state, 80)
  let s3 = v128.load(state, 96)
  let t3 = v128.load(state, 112)
  const end = scratch + ((<usize>frames) << 4)
  for (let p = scratch; p < end; p += 16) {
    const x0 = v128.load(p)
    const x1 = f64x2.add(f64x2.mul(b0, x0), s0)
    const u0 = f64x2.sub(f64x2.mul(d0, x0), f64x2.mul(e0, s0))
    s0 = f64x2.sub(f64x2.add(f64x2.mul(c0, x0), t0), f64x2.mul(a0, s0))
    t0 = u0
    const x2 = f64x2.add(f64x2.mul(b1, x1), s1)
    const u1 = f64x2.sub(f64x2.mul(d1, x1), f64x2.mul(e1, s1))
    s1 = f64x2.sub(f64x2.add(f64x2.mul(c1, x1), t1), f64x2.mul(a1, s1))
    t1 = u1
    const x3 = f64x2.add(f64x2.mul(b2, x2), s2)
    const u2 = f64x2.sub(f64x2.mul(d2, x2), f64x2.mul(e2, s2))
    s2 = f64x2.sub(f64x2.add(f64x2.mul(c2, x2), t2), f64x2.mul(a2, s2))
    t2 = u2
    const x4 = f64x2.add(f64x2.mul(b3, x3), s3)
    const u3 = f64x2.sub(f64x2.mul(d3, x3), f64x2.mul(e3, s3))
    s3 = f64x2.sub(f64x2.add(f64x2.mul(c3, x3), t3), f64x2.mul(a3, s3))
    t3 = u3
    v128.store(p, x4)
  }
  v128.store(state, s0, 0)
  v128.store(state, t0, 16)
  v128.store(state, s1, 32)
  v128.store(state, t1, 48)
  v128.store(state, s2, 64)
  v128.store(state, t2, 80)
  v128.store(state, s3, 96)
  v128.store(state, t3, 112)
}

/** Two sections in one pass. */
function twoSections(scratch: usize, frames: i32, coefficients: usize, state: usize): void {
  const b0 = v128.load(coefficients, 0)
  const c0 = v128.load(coefficients, 16)
  const d0 = v128.load(coefficients, 32)
  const a0 = v128.load(coefficients, 48)
  const e0 = v128.load(coefficients, 64)
  const b1 = v128.load(coefficients, 80)
  const c1 = v128.load(coefficients, 96)
  const d1 = v128.load(coefficients, 112)
  const a1 = v128.load(coefficients, 128)
  const e1 = v128.load(coefficients, 144)
  let s0 = v128.load(state, 0)
  let t0 = v128.load(state, 16)
  let s1 = v128.load(state, 32)
  let t1 = v128.load(state, 48)
  const end = scratch + ((<usize>frames) << 4)
  for (let p = scratch; p < end; p += 16) {
    const x0 = v128.load(p)
    const x1 = f64x2.add(f64x2.mul(b0, x0), s0)
    const u0 = f64x2.sub(f64x2.mul(d0, x0), f64x2.mul(e0, s0))
    s0 = f64x2.sub(f64x2.add(f64x2.mul(c0, x0), t0), f64x2.mul(a0, s0))
    t0 = u0
    const x2 = f64x2.add(f64x2.mul(b1, x1), s1)
    const u1 = f64x2.sub(f64x2.mul(d1, x1), f64x2.mul(e1, s1))
    s1 = f64x2.sub(f64x2.add(f64x2.mul(c1, x1), t1), f64x2.mul(a1, s1))
    t1 = u1
    v128.store(p, x2)
  }
  v128.store(state, s0, 0)
  v128.store(state, t0, 16)
  v128.store(state, s1, 32)
  v128.store(state, t1, 48)
}

/** One section in one pass. */
function oneSection(scratch: usize, frames: i32, coefficients: usize, state: usize): void {
  const b0 = v128.load(coefficients, 0)
  const c0 = v128.load(coefficients, 16)
  const d0 = v128.load(coefficients, 32)
  const a0 = v128.load(coefficients, 48)
  const e0 = v128.load(coefficients, 64)
  let s0 = v128.load(state, 0)
  let t0 = v128.load(state, 16)
  const end = scratch + ((<usize>frames) << 4)
  for (let p = scratch; p < end; p += 16) {
    const x0 = v128.load(p)
    const x1 = f64x2.add(f64x2.mul(b0, x0), s0)
    const u0 = f64x2.sub(f64x2.mul(d0, x0), f64x2.mul(e0, s0))
    s0 = f64x2.sub(f64x2.add(f64x2.mul(c0, x0), t0), f64x2.mul(a0, s0))
    t0 = u0
    v128.store(p, x1)
  }
  v128.store(state, s0, 0)
  v128.store(state, t0, 16)
}
