import { cos, sin } from './elementary'

/**
 * Σ pattern(n)·signal(n + shift) for the shifts from 0 on, by way of the Fourier transform, to 1e-12 of what both hold.
 * `signal` is silent behind its end.
 */
export const correlation = (
  pattern: Float32Array,
  signal: Float32Array,
  shifts: number,
): Float64Array => {
  const size = 2 ** Math.ceil(Math.log2(Math.max(signal.length, pattern.length + shifts)))
  const roots = rootsOf(size)
  // Two real signals in one complex: their spectra are its even and its odd part.
  const re = new Float64Array(size)
  const im = new Float64Array(size)
  re.set(pattern)
  im.set(signal)
  transform(re, im, roots)
  const crossRe = new Float64Array(size)
  const crossIm = new Float64Array(size)
  for (let k = 0; k < size; k++) {
    const mirrored = (size - k) % size
    const a = ((re[k] ?? 0) + (re[mirrored] ?? 0)) / 2
    const b = ((im[k] ?? 0) - (im[mirrored] ?? 0)) / 2
    const c = ((im[k] ?? 0) + (im[mirrored] ?? 0)) / 2
    const d = ((re[mirrored] ?? 0) - (re[k] ?? 0)) / 2
    crossRe[k] = a * c + b * d
    // Conjugate, so that the same transform leads back.
    crossIm[k] = b * c - a * d
  }
  transform(crossRe, crossIm, roots)
  return crossRe.subarray(0, shifts).map((sum) => sum / size)
}

interface Roots {
  readonly cos: Float64Array
  readonly sin: Float64Array
}

/** e^(−2πik/size) for the first half of the k. */
const rootsOf = (size: number): Roots => {
  const roots = { cos: new Float64Array(size / 2), sin: new Float64Array(size / 2) }
  for (let k = 0; k < size / 2; k++) {
    const angle = (2 * Math.PI * k) / size
    roots.cos[k] = cos(angle)
    roots.sin[k] = -sin(angle)
  }
  return roots
}

/** In-place radix-2 FFT in float64; length a power of two. */
const transform = (re: Float64Array, im: Float64Array, roots: Roots): void => {
  const size = re.length
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i < j) {
      swap(re, i, j)
      swap(im, i, j)
    }
  }
  for (let half = 1; half < size; half *= 2) {
    const step = size / (2 * half)
    for (let start = 0; start < size; start += 2 * half)
      for (let k = 0; k < half; k++) {
        const a = start + k
        const b = a + half
        const c = roots.cos[k * step] ?? 0
        const s = roots.sin[k * step] ?? 0
        const x = (re[b] ?? 0) * c - (im[b] ?? 0) * s
        const y = (re[b] ?? 0) * s + (im[b] ?? 0) * c
        re[b] = (re[a] ?? 0) - x
        im[b] = (im[a] ?? 0) - y
        re[a] = (re[a] ?? 0) + x
        im[a] = (im[a] ?? 0) + y
      }
  }
}

const swap = (values: Float64Array, i: number, j: number): void => {
  const held = values[i] ?? 0
  values[i] = values[j] ?? 0
  values[j] = held
}
