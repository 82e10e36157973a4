// Base-2 logarithm and power of four lanes of float32: decibels and back inside a compressor.
// The series' constants are read from memory, one load each: as literals V8 builds them anew at every
// use (four bands of the multiband compressor: 105 → 99 ms of CPU per minute of audio in Node).

/** 10·log10(2): exponent of two to decibels of power. */
export const DB_PER_EXPONENT: f32 = 3.010299956639812

/** Bits of 1, bits of 1 less those of 1/√2, the exponent's bias, the mantissa's mask, bits of 1/√2. */
const BITS = memory.data<i32>([0x3f800000, 0x3f800000 - 0x3f3504f3, 127, 0x007fffff, 0x3f3504f3])
/** Series of artanh in base 2, degree 7, 5, 3, 1. */
const ARTANH = memory.data<f32>([0.4121985831, 0.5770780164, 0.9617966939, 2.8853900818])
/**
 * 1/6! … 1/2!, 1, ln 2, then 1.5·2^23 (added, it rounds to a whole number, which the lowest bits of
 * the sum then hold), least and greatest exponent.
 */
const EXP = memory.data<f32>([
  0.001388888888888889, 0.008333333333333333, 0.041666666666666664, 0.16666666666666666, 0.5, 1,
  0.6931471824645996, 12582912, -126, 126,
])

/**
 * log2 of four positive numbers, error below 3e-7 besides the result's rounding; 0 and denormals
 * give about −127. Mantissa in [1/√2, √2), then the series of artanh to degree 7.
 */
export function log2Lanes(x: v128): v128 {
  const one = v128.load32_splat(BITS)
  const shifted = i32x4.add(x, v128.load32_splat(BITS, 4))
  const exponent = i32x4.sub(i32x4.shr_s(shifted, 23), v128.load32_splat(BITS, 8))
  const mantissa = v128.and(shifted, v128.load32_splat(BITS, 12))
  const m = i32x4.add(mantissa, v128.load32_splat(BITS, 16))
  const z = f32x4.div(f32x4.sub(m, one), f32x4.add(m, one))
  const z2 = f32x4.mul(z, z)
  let series = f32x4.mul(z2, v128.load32_splat(ARTANH))
  series = f32x4.mul(z2, f32x4.add(series, v128.load32_splat(ARTANH, 4)))
  series = f32x4.mul(z2, f32x4.add(series, v128.load32_splat(ARTANH, 8)))
  series = f32x4.add(series, v128.load32_splat(ARTANH, 12))
  return f32x4.add(f32x4.convert_i32x4_s(exponent), f32x4.mul(z, series))
}

/** 2^x of four numbers within ±126 (clamped), error below 1e-7 relative; 2^0 is exactly 1. */
export function exp2Lanes(x: v128): v128 {
  const above = f32x4.pmax(v128.load32_splat(EXP, 32), x)
  const limited = f32x4.pmin(v128.load32_splat(EXP, 36), above)
  const shifted = f32x4.add(limited, v128.load32_splat(EXP, 28))
  const whole = f32x4.sub(shifted, v128.load32_splat(EXP, 28))
  const t = f32x4.mul(f32x4.sub(limited, whole), v128.load32_splat(EXP, 24))
  const one = v128.load32_splat(EXP, 20)
  let series = f32x4.mul(t, v128.load32_splat(EXP))
  series = f32x4.mul(t, f32x4.add(series, v128.load32_splat(EXP, 4)))
  series = f32x4.mul(t, f32x4.add(series, v128.load32_splat(EXP, 8)))
  series = f32x4.mul(t, f32x4.add(series, v128.load32_splat(EXP, 12)))
  series = f32x4.mul(t, f32x4.add(series, v128.load32_splat(EXP, 16)))
  series = f32x4.mul(t, f32x4.add(series, one))
  return i32x4.add(f32x4.add(series, one), i32x4.shl(shifted, 23))
}
