// Saturation curves as what they take away, u − f(u): small sounds keep every bit when that is
// subtracted. Each f is odd, has slope 1 at 0 and ends at ±1; with a = |u|:
//   0 tape  tanh u:            a − f = a·z·P(z)/Q(z), z = a², up to 8, where f is 1 to float32
//   1 tube  u ÷ √(1 + u²):     a − f = a·z ÷ (s·(s + 1)), s = √(1 + z)
//   2 clip  u − (4/27)·u³:     up to 3/2, flat above
// P and Q: rational minimax of (1 − tanh(a)/a)/a² on [0, 8], own fit (Lawson's iteration);
// the largest error in tanh is 7e-9 before rounding.

// Constants of `tape`, four times each: read from memory as operands, where engines would build
// vector constants anew for every use.
const TABLE = memory.data<f32>(
  [
    8.394782427e-7, 8.394782427e-7, 8.394782427e-7, 8.394782427e-7, 3.196329475e-4, 3.196329475e-4,
    3.196329475e-4, 3.196329475e-4, 0.02260049458, 0.02260049458, 0.02260049458, 0.02260049458,
    0.3333332931, 0.3333332931, 0.3333332931, 0.3333332931, 8.547707348e-7, 8.547707348e-7,
    8.547707348e-7, 8.547707348e-7, 3.415720949e-4, 3.415720949e-4, 3.415720949e-4, 3.415720949e-4,
    0.02617480936, 0.02617480936, 0.02617480936, 0.02617480936, 0.4678012586, 0.4678012586,
    0.4678012586, 0.4678012586, 1.0, 1.0, 1.0, 1.0, 8.0, 8.0, 8.0, 8.0, 1e-9, 1e-9, 1e-9, 1e-9,
  ],
  16,
)
/** From here on the curve is ±1 to float32. */
const TUBE_END: f32 = 16384
const CLIP_END: f32 = 1.5
const CUBIC: f32 = 4.0 / 27.0

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
    const back = f32x4.splat(-amount / drive)
    if (curve === 0)
      for (; p < end; p += 16) v128.store(p, f32x4.mul(tape(f32x4.mul(v128.load(p), gain)), back))
    else if (curve === 1)
      for (; p < end; p += 16) v128.store(p, f32x4.mul(tube(f32x4.mul(v128.load(p), gain)), back))
    else
      for (; p < end; p += 16) v128.store(p, f32x4.mul(clip(f32x4.mul(v128.load(p), gain)), back))
    return
  }
  const offset = f32x4.splat(bias)
  const rest = taken(offset, curve)
  const slope = slopeAt(bias, f32x4.extract_lane(rest, 0), curve)
  // F(x) − x = x·(1/f′ − 1) − (t(u) − t(bias)) ÷ (drive·f′), t(u) = u − f(u)
  const straight = f32x4.splat(amount * (1 / slope - 1))
  const back = f32x4.splat(amount / (slope * drive))
  for (; p < end; p += 16) {
    const x = v128.load(p)
    const t = taken(f32x4.add(f32x4.mul(x, gain), offset), curve)
    v128.store(p, f32x4.add(f32x4.mul(x, straight), f32x4.mul(f32x4.sub(rest, t), back)))
  }
}

function taken(u: v128, curve: i32): v128 {
  return curve === 0 ? tape(u) : curve === 1 ? tube(u) : clip(u)
}

/** f′(u) where `rest` = u − f(u). */
function slopeAt(u: f32, rest: f32, curve: i32): f32 {
  const f = u - rest
  if (curve === 0) return 1 - f * f
  if (curve === 1) {
    const z: f32 = 1 + u * u
    return <f32>1 / (z * sqrt<f32>(z))
  }
  return 1 - 3 * CUBIC * u * u
}

function tape(u: v128): v128 {
  const a = f32x4.abs(u)
  const c = f32x4.pmin(v128.load(TABLE, 144), a)
  const z = f32x4.mul(c, c)
  let p = f32x4.add(v128.load(TABLE, 16), f32x4.mul(z, v128.load(TABLE)))
  let q = f32x4.add(v128.load(TABLE, 80), f32x4.mul(z, v128.load(TABLE, 64)))
  p = f32x4.add(v128.load(TABLE, 32), f32x4.mul(z, p))
  q = f32x4.add(v128.load(TABLE, 96), f32x4.mul(z, q))
  p = f32x4.add(v128.load(TABLE, 48), f32x4.mul(z, p))
  q = f32x4.add(v128.load(TABLE, 112), f32x4.mul(z, q))
  q = f32x4.add(v128.load(TABLE, 128), f32x4.mul(z, q))
  return signed(u, a, c, f32x4.div(f32x4.mul(f32x4.mul(c, z), p), q))
}

function tube(u: v128): v128 {
  const a = f32x4.abs(u)
  const c = f32x4.pmin(f32x4.splat(TUBE_END), a)
  const z = f32x4.mul(c, c)
  const one = f32x4.splat(1)
  const s = f32x4.sqrt(f32x4.add(one, z))
  return signed(u, a, c, f32x4.div(f32x4.mul(c, z), f32x4.mul(s, f32x4.add(s, one))))
}

function clip(u: v128): v128 {
  const a = f32x4.abs(u)
  const c = f32x4.pmin(f32x4.splat(CLIP_END), a)
  return signed(u, a, c, f32x4.mul(f32x4.mul(c, f32x4.mul(c, c)), f32x4.splat(CUBIC)))
}

/** copysign(bent + (a − c), u), or 0 below 1e-9 (−180 dB re the curve's end): no denormal products. */
function signed(u: v128, a: v128, c: v128, bent: v128): v128 {
  const all = f32x4.add(bent, f32x4.sub(a, c))
  const audible = v128.and(all, f32x4.gt(a, v128.load(TABLE, 160)))
  return v128.xor(audible, v128.xor(u, a))
}
