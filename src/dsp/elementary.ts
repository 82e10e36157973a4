/**
 * sin, exp, log and their kin in float64 from + − × ÷ alone. ECMAScript leaves Math.sin, exp, pow
 * and log to the engine, and engines differ in the last bit; numbers that touch audio come from
 * here, so that the same recipe gives the same bytes everywhere.
 * Error: at most a few units in the last place (about 1e-15 relative) on the ranges stated.
 * Method: Cody–Waite reduction (constants split so that k·HI is exact), then Taylor series.
 */

const LN2_HI = 0.6931471803691238
const LN2_LO = 1.9082149292705877e-10
const HALF_PI_HI = 1.5707963267341256
const HALF_PI_LO = 6.077100506506192e-11
const LOG10_2_HI = 0.30102999566361177
const LOG10_2_LO = 3.694239077158931e-13
const { LN10, LOG2E, LOG10E, SQRT2 } = Math
const LOG2_10 = 3.321928094887362

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1))

/** Coefficients of ascending powers, evaluated by Horner. */
const series = (coefficients: readonly number[]) => {
  const descending = [...coefficients].reverse()
  return (x: number): number => {
    let sum = 0
    for (let k = 0; k < descending.length; k++) sum = sum * x + (descending[k] as number)
    return sum
  }
}

const sineTail = series(
  [3, 5, 7, 9, 11, 13, 15, 17].map((n, k) => (k % 2 === 0 ? -1 : 1) / factorial(n)),
)
const cosineTail = series(
  [4, 6, 8, 10, 12, 14, 16, 18].map((n, k) => (k % 2 === 0 ? 1 : -1) / factorial(n)),
)
const expTail = series([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14].map((n) => 1 / factorial(n)))
const atanhTail = series([3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23].map((n) => 1 / n))

/** sin on |r| ≤ π/4. */
const sineKernel = (r: number): number => {
  const z = r * r
  return r + r * z * sineTail(z)
}

/** cos on |r| ≤ π/4. */
const cosineKernel = (r: number): number => {
  const z = r * r
  return 1 - (0.5 * z - z * z * cosineTail(z))
}

/** e^r on |r| ≤ 0.35. */
const expKernel = (r: number): number => 1 + (r + r * r * expTail(r))

/** A float64 and its bits; the upper half, with sign and exponent, comes second on every machine that browsers run on. */
const float = new Float64Array(1)
const halves = new Int32Array(float.buffer)
const UPPER = 1
const EXPONENT_AT = 20
const BIAS = 1023
const EXPONENT_BITS = 0x7ff << EXPONENT_AT

/** 2^k for a whole k in the normal range. */
const powerOfTwo = (k: number): number => {
  halves[0] = 0
  halves[UPPER] = (k + BIAS) << EXPONENT_AT
  return float[0] as number
}

/** x·2^k without overflow on the way. */
const scale = (x: number, k: number): number => {
  const half = Math.trunc(k / 2)
  return x * powerOfTwo(half) * powerOfTwo(k - half)
}

/** 2^54 lifts the smallest number that there is over the subnormal ones. */
const LIFT = 54
const LEAST_NORMAL = 2 ** -1022

/** Exponent e of x = mantissa·2^e with the mantissa in [1/√2, √2); x positive and finite. */
const exponentOf = (x: number): number => {
  if (x < LEAST_NORMAL) return exponentOf(x * 2 ** LIFT) - LIFT
  float[0] = x
  const upper = halves[UPPER] as number
  halves[UPPER] = (upper & ~EXPONENT_BITS) | (BIAS << EXPONENT_AT)
  return (upper >> EXPONENT_AT) - BIAS + ((float[0] as number) >= SQRT2 ? 1 : 0)
}

/** log m on [1/√2, √2). */
const logKernel = (mantissa: number): number => {
  const s = (mantissa - 1) / (mantissa + 1)
  const z = s * s
  return 2 * (s + s * z * atanhTail(z))
}

/** Sine of radians, |x| up to about 1e5; not finite gives NaN. */
export const sin = (x: number): number => {
  const n = Math.round(x / (HALF_PI_HI + HALF_PI_LO))
  const r = x - n * HALF_PI_HI - n * HALF_PI_LO
  const quadrant = ((n % 4) + 4) % 4
  if (quadrant === 0) return sineKernel(r)
  if (quadrant === 1) return cosineKernel(r)
  return quadrant === 2 ? -sineKernel(r) : -cosineKernel(r)
}

/** Cosine of radians, |x| up to about 1e5; not finite gives NaN. */
export const cos = (x: number): number => {
  const n = Math.round(x / (HALF_PI_HI + HALF_PI_LO))
  const r = x - n * HALF_PI_HI - n * HALF_PI_LO
  const quadrant = ((n % 4) + 4) % 4
  if (quadrant === 0) return cosineKernel(r)
  if (quadrant === 1) return -sineKernel(r)
  return quadrant === 2 ? -cosineKernel(r) : sineKernel(r)
}

/** Tangent of radians, |x| up to about 1e5. */
export const tan = (x: number): number => sin(x) / cos(x)

/** e^x; below −745 it is 0, above 709.8 Infinity. */
export const exp = (x: number): number => {
  if (x > 710) return Number.POSITIVE_INFINITY
  if (x < -746) return 0
  const k = Math.round(x * LOG2E)
  return scale(expKernel(x - k * LN2_HI - k * LN2_LO), k)
}

/** 10^x; below −324 it is 0, above 308.3 Infinity. */
export const exp10 = (x: number): number => {
  if (x > 309) return Number.POSITIVE_INFINITY
  if (x < -325) return 0
  const k = Math.round(x * LOG2_10)
  return scale(expKernel((x - k * LOG10_2_HI - k * LOG10_2_LO) * LN10), k)
}

/** Natural logarithm; 0 gives −Infinity, negative and NaN give NaN. */
export const log = (x: number): number => {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN
  if (x === Number.POSITIVE_INFINITY) return x
  const exponent = exponentOf(x)
  return exponent * LN2_HI + (logKernel(scale(x, -exponent)) + exponent * LN2_LO)
}

/** Logarithm to base 2, exact for powers of two; edges as {@link log}. */
export const log2 = (x: number): number => {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return log(x)
  const exponent = exponentOf(x)
  return exponent + logKernel(scale(x, -exponent)) * LOG2E
}

/** Logarithm to base 10; edges as {@link log}. */
export const log10 = (x: number): number => log(x) * LOG10E

/** base^exponent for base > 0; error grows with |exponent·log(base)|, 1e-14 relative up to 40. */
export const pow = (base: number, exponent: number): number => exp(exponent * log(base))

/** Amplitude ratio of decibels, the same bits in every engine; −Infinity gives 0. */
export const gainOfDb = (db: number): number => exp10(db / 20)
