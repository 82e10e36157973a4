// Saturation curves as what they take away: in place u → (f(u) − u), so that small sounds keep every
// bit once this is added back. Each f is odd, has slope 1 at 0 and ends at ±1; with a = |u|:
//   0 tape  tanh u:            a − f = a·z·P(z)/Q(z), z = a², up to 8, where f is 1 to float32
//   1 tube  u ÷ √(1 + u²):     a − f = a·z ÷ (s·(s + 1)), s = √(1 + z)
//   2 clip  u − (4/27)·u³:     up to 3/2, flat above
// P and Q: rational minimax of (1 − tanh(a)/a)/a² on [0, 8], own fit (Lawson's iteration);
// the largest error in tanh is 7e-9 before rounding.

const P0: f32 = 0.3333332931
const P1: f32 = 0.02260049458
const P2: f32 = 3.196329475e-4
const P3: f32 = 8.394782427e-7
const Q1: f32 = 0.4678012586
const Q2: f32 = 0.02617480936
const Q3: f32 = 3.41572094e-4
const Q4: f32 = 8.547707348e-7
/** From here on f is ±1 to float32. */
const TAPE_END: f32 = 8
const TUBE_END: f32 = 16384
const CLIP_END: f32 = 1.5
const CUBIC: f32 = 4.0 / 27.0
/** Below this (−180 dB re the curve's end) nothing is taken away: no denormal products. */
const STRAIGHT: f32 = 1e-9
const SIGN: i32 = 0x80000000

/**
 * x → (F(x) − x)·amount in place over whole groups of four, F(x) = (f(drive·x + bias) − f(bias)) ÷
 * (drive·f′(bias)): slope 1 and value 0 at 0 for any bias. amount = wet share; |x| ≤ 1e30.
 */
export function saturate(
  p: usize,
  frames: i32,
  curve: i32,
  drive: f32,
  bias: f32,
  amount: f32,
): void {
  const end = p + ((<usize>frames) << 2)
  const gain = f32x4.splat(drive)
  if (bias === 0) {
    const back = f32x4.splat(amount / drive)
    if (curve === 0)
      for (; p < end; p += 16) v128.store(p, f32x4.mul(tape(f32x4.mul(v128.load(p), gain)), back))
    else if (curve === 1)
      for (; p < end; p += 16) v128.store(p, f32x4.mul(tube(f32x4.mul(v128.load(p), gain)), back))
    else
      for (; p < end; p += 16) v128.store(p, f32x4.mul(clip(f32x4.mul(v128.load(p), gain)), back))
    return
  }
  const offset = f32x4.splat(bias)
  const rest = residual(offset, curve)
  const slope = slopeAt(bias, f32x4.extract_lane(rest, 0), curve)
  // F(x) − x = x·(1/f′ − 1) + (r(u) − r(bias)) ÷ (drive·f′), r(u) = f(u) − u
  const straight = f32x4.splat(amount * (1 / slope - 1))
  const back = f32x4.splat(amount / (slope * drive))
  for (; p < end; p += 16) {
    const x = v128.load(p)
    const r = residual(f32x4.add(f32x4.mul(x, gain), offset), curve)
    v128.store(p, f32x4.add(f32x4.mul(x, straight), f32x4.mul(f32x4.sub(r, rest), back)))
  }
}

function residual(u: v128, curve: i32): v128 {
  return curve === 0 ? tape(u) : curve === 1 ? tube(u) : clip(u)
}

/** f′(u) where f(u) − u = r. */
function slopeAt(u: f32, r: f32, curve: i32): f32 {
  const f = u + r
  if (curve === 0) return 1 - f * f
  if (curve === 1) {
    const z: f32 = 1 + u * u
    return <f32>1 / (z * sqrt<f32>(z))
  }
  return 1 - 3 * CUBIC * u * u
}

function tape(u: v128): v128 {
  const a = f32x4.abs(u)
  const c = f32x4.pmin(f32x4.splat(TAPE_END), a)
  const z = f32x4.mul(c, c)
  let p = f32x4.add(f32x4.splat(P2), f32x4.mul(z, f32x4.splat(P3)))
  p = f32x4.add(f32x4.splat(P1), f32x4.mul(z, p))
  p = f32x4.add(f32x4.splat(P0), f32x4.mul(z, p))
  let q = f32x4.add(f32x4.splat(Q3), f32x4.mul(z, f32x4.splat(Q4)))
  q = f32x4.add(f32x4.splat(Q2), f32x4.mul(z, q))
  q = f32x4.add(f32x4.splat(Q1), f32x4.mul(z, q))
  q = f32x4.add(f32x4.splat(1), f32x4.mul(z, q))
  return taken(u, a, c, f32x4.div(f32x4.mul(f32x4.mul(c, z), p), q))
}

function tube(u: v128): v128 {
  const a = f32x4.abs(u)
  const c = f32x4.pmin(f32x4.splat(TUBE_END), a)
  const z = f32x4.mul(c, c)
  const one = f32x4.splat(1)
  const s = f32x4.sqrt(f32x4.add(one, z))
  return taken(u, a, c, f32x4.div(f32x4.mul(c, z), f32x4.mul(s, f32x4.add(s, one))))
}

function clip(u: v128): v128 {
  const a = f32x4.abs(u)
  const c = f32x4.pmin(f32x4.splat(CLIP_END), a)
  return taken(u, a, c, f32x4.mul(f32x4.mul(c, f32x4.mul(c, c)), f32x4.splat(CUBIC)))
}

/** −copysign(bent + (a − c), u), or 0 near 0. */
function taken(u: v128, a: v128, c: v128, bent: v128): v128 {
  const all = f32x4.add(bent, f32x4.sub(a, c))
  const audible = v128.and(all, f32x4.gt(a, f32x4.splat(STRAIGHT)))
  return v128.xor(audible, v128.andnot(f32x4.splat(reinterpret<f32>(SIGN)), u))
}
