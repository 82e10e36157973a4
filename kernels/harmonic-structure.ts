// How harmonic the difference of two spectra is (BS.1387's error harmonic structure), of two channels at once: every
// vector holds a float64 of the left channel and one of the right.

import { log2Pair } from './elementary'

/** Lags, and bins that each correlation runs over. */
const LAGS: i32 = 256
const BINS: i32 = 2 * LAGS
/** From one vector to the next. */
const VECTOR: usize = 16
/** From the real parts to the imaginary ones. */
const PLANE: usize = <usize>BINS * VECTOR
/** Of powers at most this share is trusted: nothing against nothing is no difference. */
const TINY: f64 = 1e-300
const HUGE: f64 = 1e300

/**
 * Stores at `out` (a float64 a channel) the largest peak in the power spectrum of the correlation of the log ratio of altered
 * to original, 0 where nothing differs. Spectra: powers, 512 pairs each. `window`: 256 float64 for the correlation.
 * `turns`: cos and −sin of k/512 turns, k < 256, float64 pairs. `work`: 24 KB.
 */
export function harmonicStructure(
  original: usize,
  altered: usize,
  window: usize,
  turns: usize,
  work: usize,
  out: usize,
): void {
  const ratios = work
  const re = work + PLANE
  logRatios(original, altered, ratios)
  memory.copy(re, ratios, PLANE >> 1)
  memory.fill(re + (PLANE >> 1), 0, PLANE >> 1)
  memory.copy(re + PLANE, ratios, PLANE)
  correlate(re, turns)
  centre(ratios, re, window)
  forward(re, LAGS, turns, 2)
  storePeaks(re, out)
}

/** To base 2: what follows asks for proportions only. */
function logRatios(original: usize, altered: usize, ratios: usize): void {
  const tiny = f64x2.splat(TINY)
  const one = f64x2.splat(1)
  for (let at: usize = 0; at < PLANE; at += VECTOR) {
    const a = v128.load(original + at)
    const b = v128.load(altered + at)
    const sounds = v128.and(f64x2.gt(a, tiny), f64x2.gt(b, tiny))
    const ratio = f64x2.pmin(f64x2.pmax(f64x2.div(b, a), tiny), f64x2.splat(HUGE))
    v128.store(ratios + at, log2Pair(v128.bitselect(ratio, one, sounds)))
  }
}

/**
 * The first half of the ratios, in the real parts, with all of them, in the imaginary ones: Σ x[k]·x[k + lag] over 256 bins,
 * times 2048, comes to stand in the real parts. Between the transforms the spectrum is in the order of reversed bits.
 */
function correlate(re: usize, turns: usize): void {
  forward(re, BINS, turns, 1)
  const im = re + PLANE
  const a = v128.load(re)
  v128.store(re, f64x2.mul(f64x2.splat(4), f64x2.mul(a, v128.load(im))))
  v128.store(im, f64x2.splat(0))
  for (let first: i32 = 1; first < BINS; first <<= 1)
    for (let k = first, mirror = 2 * first - 1; k <= mirror; k++, mirror--) {
      const near = re + <usize>k * VECTOR
      const far = re + <usize>mirror * VECTOR
      const nr = v128.load(near)
      const ni = v128.load(near + PLANE)
      const fr = v128.load(far)
      const fi = v128.load(far + PLANE)
      const halfRe = f64x2.add(nr, fr)
      const halfIm = f64x2.sub(ni, fi)
      const wholeRe = f64x2.add(ni, fi)
      const wholeIm = f64x2.sub(fr, nr)
      const productRe = f64x2.add(f64x2.mul(halfRe, wholeRe), f64x2.mul(halfIm, wholeIm))
      const productIm = f64x2.sub(f64x2.mul(halfRe, wholeIm), f64x2.mul(halfIm, wholeRe))
      v128.store(near, productRe)
      v128.store(near + PLANE, productIm)
      v128.store(far, productRe)
      v128.store(far + PLANE, f64x2.neg(productIm))
    }
  backward(re, turns)
}

/** Correlations, normalised by the energies they were taken over, less their mean, windowed: real parts for a transform of 256. */
function centre(ratios: usize, re: usize, window: usize): void {
  const zero = f64x2.splat(0)
  let first = zero
  for (let k: usize = 0; k < <usize>LAGS; k++) {
    const x = v128.load(ratios + k * VECTOR)
    first = f64x2.add(first, f64x2.mul(x, x))
  }
  let energy = first
  let sum = zero
  for (let lag: usize = 0; lag < <usize>LAGS; lag++) {
    const at = lag * VECTOR
    const norm = f64x2.mul(f64x2.splat(2048), f64x2.sqrt(f64x2.mul(first, energy)))
    const value = f64x2.div(v128.load(re + at), norm)
    const known = v128.and(value, f64x2.gt(norm, zero))
    v128.store(re + at, known)
    sum = f64x2.add(sum, known)
    const x = v128.load(ratios + at)
    const y = v128.load(ratios + at + (PLANE >> 1))
    const moved = f64x2.add(energy, f64x2.sub(f64x2.mul(y, y), f64x2.mul(x, x)))
    energy = f64x2.pmax(moved, zero)
  }
  const mean = f64x2.mul(sum, f64x2.splat(1 / <f64>LAGS))
  for (let lag: usize = 0; lag < <usize>LAGS; lag++) {
    const at = re + lag * VECTOR
    const weight = v128.load64_splat(window + (lag << 3))
    v128.store(at, f64x2.mul(f64x2.sub(v128.load(at), mean), weight))
    v128.store(at + PLANE, zero)
  }
}

/** The largest power that is above the one before it, bins 1 … 128; the spectrum is in the order of reversed bits. */
function storePeaks(re: usize, out: usize): void {
  let largest = f64x2.splat(0)
  let before = powerAt(re, 0)
  for (let k: i32 = 1; k <= LAGS / 2; k++) {
    const power = powerAt(re, k)
    const rises = f64x2.gt(power, before)
    largest = f64x2.pmax(largest, v128.and(power, rises))
    before = power
  }
  v128.store(out, largest)
}

function powerAt(re: usize, bin: i32): v128 {
  let place: i32 = 0
  for (let bit: i32 = 1; bit < LAGS; bit <<= 1) place = (place << 1) | (bin & bit ? 1 : 0)
  const at = re + <usize>place * VECTOR
  const r = v128.load(at)
  const i = v128.load(at + PLANE)
  return f64x2.add(f64x2.mul(r, r), f64x2.mul(i, i))
}

/** Transform in place by halves, radix 2, from the order of time to that of reversed bits; `stride` of n points in the turns. */
function forward(re: usize, n: i32, turns: usize, stride: usize): void {
  let leap = stride << 4
  for (let half = n >> 1; half > 0; half >>= 1, leap <<= 1) {
    const far = <usize>half * VECTOR
    for (let start: i32 = 0; start < n; start += 2 * half) {
      let at = re + <usize>start * VECTOR
      let turn = turns
      for (let k: i32 = 0; k < half; k++, at += VECTOR, turn += leap) {
        const c = v128.load64_splat(turn)
        const s = v128.load64_splat(turn, 8)
        const ar = v128.load(at)
        const ai = v128.load(at + PLANE)
        const br = v128.load(at + far)
        const bi = v128.load(at + far + PLANE)
        v128.store(at, f64x2.add(ar, br))
        v128.store(at + PLANE, f64x2.add(ai, bi))
        const dr = f64x2.sub(ar, br)
        const di = f64x2.sub(ai, bi)
        v128.store(at + far, f64x2.sub(f64x2.mul(dr, c), f64x2.mul(di, s)))
        v128.store(at + far + PLANE, f64x2.add(f64x2.mul(dr, s), f64x2.mul(di, c)))
      }
    }
  }
}

/** The inverse transform of 512 points, times 512, from the order of reversed bits to that of time. */
function backward(re: usize, turns: usize): void {
  let leap = (<usize>LAGS) << 4
  for (let half: i32 = 1; half < BINS; half <<= 1, leap >>= 1) {
    const far = <usize>half * VECTOR
    for (let start: i32 = 0; start < BINS; start += 2 * half) {
      let at = re + <usize>start * VECTOR
      let turn = turns
      for (let k: i32 = 0; k < half; k++, at += VECTOR, turn += leap) {
        const c = v128.load64_splat(turn)
        const s = v128.load64_splat(turn, 8)
        const ar = v128.load(at)
        const ai = v128.load(at + PLANE)
        const br = v128.load(at + far)
        const bi = v128.load(at + far + PLANE)
        const xr = f64x2.add(f64x2.mul(br, c), f64x2.mul(bi, s))
        const xi = f64x2.sub(f64x2.mul(bi, c), f64x2.mul(br, s))
        v128.store(at, f64x2.add(ar, xr))
        v128.store(at + PLANE, f64x2.add(ai, xi))
        v128.store(at + far, f64x2.sub(ar, xr))
        v128.store(at + far + PLANE, f64x2.sub(ai, xi))
      }
    }
  }
}
