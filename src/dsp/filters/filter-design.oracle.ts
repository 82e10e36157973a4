/** Responses of the analogue prototypes in dB at x = f/f0 (Audio EQ Cookbook), from complex H(jx). */

const magnitude2 = (k2: number, k1: number, k0: number, x: number): number => {
  const [re, im] = [k0 - k2 * x * x, k1 * x]
  return re * re + im * im
}

const ratioDb = (
  x: number,
  [n2, n1, n0]: readonly [number, number, number],
  [d2, d1, d0]: readonly [number, number, number],
): number => 10 * Math.log10(magnitude2(n2, n1, n0, x) / magnitude2(d2, d1, d0, x))

export const bellDb = (x: number, gainDb: number, q: number): number => {
  const a = 10 ** (gainDb / 40)
  return ratioDb(x, [1, a / q, 1], [1, 1 / (a * q), 1])
}

export const lowShelfDb = (x: number, gainDb: number, q: number): number => {
  const a = 10 ** (gainDb / 40)
  const k = Math.sqrt(a) / q
  return 20 * Math.log10(a) + ratioDb(x, [1, k, a], [a, k, 1])
}

export const highShelfDb = (x: number, gainDb: number, q: number): number => {
  const a = 10 ** (gainDb / 40)
  const k = Math.sqrt(a) / q
  return 20 * Math.log10(a) + ratioDb(x, [a, k, 1], [1, k, a])
}

export const tiltDb = (x: number, gainDb: number): number => {
  const g = 10 ** (gainDb / 20)
  return ratioDb(x, [0, g, 1], [0, 1, g])
}

export const notchDb = (x: number, q: number): number => ratioDb(x, [1, 0, 1], [1, 1 / q, 1])

/** Butterworth of even order: −10·log10(1 + x^(2n)). */
export const butterworthLowPassDb = (x: number, slope: number): number =>
  -10 * Math.log10(1 + x ** (slope / 3))

export const butterworthHighPassDb = (x: number, slope: number): number =>
  butterworthLowPassDb(1 / x, slope)
