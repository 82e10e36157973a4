// Logarithm and exponential to base 2 from + − × ÷ alone: the same bits in every engine, and fast
// enough for once a frame. Arguments must be finite; log2 also wants them positive and normal.

const SQRT_HALF_BITS: i64 = ((<i64>0x3fe6a09e) << 32) | 0x667f3bcd
const TWO_OVER_LN2: f64 = 2.8853900817779268
const LN2: f64 = Math.LN2

/** log₂ x, error below 2e-9. */
export function log2(x: f64): f64 {
  const bits = reinterpret<i64>(x)
  // m in [√½, √2)
  const exponent = (bits - SQRT_HALF_BITS) >> 52
  const m = reinterpret<f64>(bits - (exponent << 52))
  const s = (m - 1) / (m + 1)
  const z = s * s
  return <f64>exponent + s * (TWO_OVER_LN2 + z * (L3 + z * (L5 + z * (L7 + z * L9))))
}

const L3: f64 = TWO_OVER_LN2 / 3
const L5: f64 = TWO_OVER_LN2 / 5
const L7: f64 = TWO_OVER_LN2 / 7
const L9: f64 = TWO_OVER_LN2 / 9

/** 2^x for |x| < 1000, relative error below 5e-10. */
export function exp2(x: f64): f64 {
  const k = nearest(x)
  const r = (x - k) * LN2
  const p =
    1 +
    r *
      (1 +
        r *
          (1 / 2.0 +
            r *
              (1 / 6.0 +
                r *
                  (1 / 24.0 + r * (1 / 120.0 + r * (1 / 720.0 + r * (1 / 5040.0 + r / 40320.0)))))))
  return p * reinterpret<f64>((<i64>k + 1023) << 52)
}

/** log₂ of both float64 lanes. */
export function log2Pair(x: v128): v128 {
  const exponent = i64x2.shr_s(i64x2.sub(x, i64x2.splat(SQRT_HALF_BITS)), 52)
  const m = i64x2.sub(x, i64x2.shl(exponent, 52))
  const one = f64x2.splat(1)
  const s = f64x2.div(f64x2.sub(m, one), f64x2.add(m, one))
  const z = f64x2.mul(s, s)
  let p = f64x2.add(f64x2.splat(L7), f64x2.mul(z, f64x2.splat(L9)))
  p = f64x2.add(f64x2.splat(L5), f64x2.mul(z, p))
  p = f64x2.add(f64x2.splat(L3), f64x2.mul(z, p))
  p = f64x2.add(f64x2.splat(TWO_OVER_LN2), f64x2.mul(z, p))
  const low = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(exponent, exponent, 0, 2, 0, 2))
  return f64x2.add(low, f64x2.mul(s, p))
}

/** 2^x of both float64 lanes, |x| < 1000. */
export function exp2Pair(x: v128): v128 {
  const k = f64x2.nearest(x)
  const r = f64x2.mul(f64x2.sub(x, k), f64x2.splat(LN2))
  let p = f64x2.add(f64x2.splat(1 / 5040.0), f64x2.mul(r, f64x2.splat(1 / 40320.0)))
  p = f64x2.add(f64x2.splat(1 / 720.0), f64x2.mul(r, p))
  p = f64x2.add(f64x2.splat(1 / 120.0), f64x2.mul(r, p))
  p = f64x2.add(f64x2.splat(1 / 24.0), f64x2.mul(r, p))
  p = f64x2.add(f64x2.splat(1 / 6.0), f64x2.mul(r, p))
  p = f64x2.add(f64x2.splat(0.5), f64x2.mul(r, p))
  p = f64x2.add(f64x2.splat(1), f64x2.mul(r, p))
  p = f64x2.add(f64x2.splat(1), f64x2.mul(r, p))
  const integer = i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(k))
  return f64x2.mul(p, i64x2.shl(i64x2.add(integer, i64x2.splat(1023)), 52))
}

/** out[i] = log₂ x[i] and 2^x[i], two at a time and one at a time: for the test of the above. */
export function elementaryProbe(x: usize, logs: usize, powers: usize, pairs: i32): void {
  for (let i = 0; i < pairs; i++) {
    const v = v128.load(x)
    v128.store(logs, log2Pair(v))
    v128.store(powers, exp2Pair(log2Pair(v)))
    store<f64>(logs, log2(load<f64>(x)))
    store<f64>(powers, exp2(log2(load<f64>(x))))
    x += 16
    logs += 16
    powers += 16
  }
}
