interface Roots {
  readonly cos: Float64Array
  readonly sin: Float64Array
}

const rootsOfSpan = new Map<number, Roots>()

/** e^(−2πik/span) for the first half of the k; computed once for each span. */
const rootsOf = (span: number): Roots => {
  const known = rootsOfSpan.get(span)
  if (known) return known
  const angles = Float64Array.from({ length: span / 2 }, (_, k) => (2 * Math.PI * k) / span)
  const roots = { cos: angles.map(Math.cos), sin: angles.map((angle) => -Math.sin(angle)) }
  rootsOfSpan.set(span, roots)
  return roots
}

/** In-place radix-2 complex FFT, float64; length a power of two. */
export const fft = (real: Float64Array, imaginary: Float64Array): void => {
  const size = real.length
  const at = (values: Float64Array, i: number): number => values[i] ?? 0
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i >= j) continue
    for (const values of [real, imaginary]) {
      const held = at(values, i)
      values[i] = at(values, j)
      values[j] = held
    }
  }
  for (let span = 2; span <= size; span *= 2) {
    const half = span / 2
    const { cos, sin } = rootsOf(span)
    for (let k = 0; k < half; k++) {
      const c = at(cos, k)
      const s = at(sin, k)
      for (let a = k; a < size; a += span) {
        const b = a + half
        const re = at(real, b) * c - at(imaginary, b) * s
        const im = at(real, b) * s + at(imaginary, b) * c
        real[b] = at(real, a) - re
        imaginary[b] = at(imaginary, a) - im
        real[a] = at(real, a) + re
        imaginary[a] = at(imaginary, a) + im
      }
    }
  }
}

/**
 * Welch's power spectrum with a Hann window and half overlap, bins 0 … size/2. White noise of variance
 * v reads v in every bin (0 and size/2 aside).
 */
export const welchPower = (signal: Float64Array, size: number): Float64Array => {
  const window = Float64Array.from(
    { length: size },
    (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size),
  )
  const energy = window.reduce((sum, value) => sum + value * value, 0)
  const power = new Float64Array(size / 2 + 1)
  let segments = 0
  // Two real segments a transform: one in the real part, one in the imaginary part.
  for (let at = 0; at + (3 * size) / 2 <= signal.length; at += size) {
    const real = window.map((value, n) => value * (signal[at + n] ?? 0))
    const imaginary = window.map((value, n) => value * (signal[at + size / 2 + n] ?? 0))
    fft(real, imaginary)
    for (let k = 0; k < power.length; k++) {
      const mirror = (size - k) % size
      const a = (real[k] ?? 0) ** 2 + (imaginary[k] ?? 0) ** 2
      const b = (real[mirror] ?? 0) ** 2 + (imaginary[mirror] ?? 0) ** 2
      power[k] = (power[k] ?? 0) + (a + b) / 2
    }
    segments += 2
  }
  return power.map((value) => value / (segments * energy))
}

/** Base-10 third-octave bands whose centres lie in [fromHz, toHz]. */
export const thirdOctaveBands = (
  fromHz: number,
  toHz: number,
): { readonly lowHz: number; readonly highHz: number }[] => {
  const first = Math.round(10 * Math.log10(fromHz))
  const last = Math.round(10 * Math.log10(toHz))
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const centreHz = 10 ** ((first + i) / 10)
    return { lowHz: centreHz * 10 ** -0.05, highHz: centreHz * 10 ** 0.05 }
  })
}
