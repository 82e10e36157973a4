import { Float64Fft } from './float64-fft'

/** Lags, and bins that each correlation runs over, at 48 kHz: up to 9 kHz. */
const LAGS = 256

const WINDOW = Float64Array.from(
  { length: LAGS },
  (_, lag) => (Math.sqrt(8 / 3) * (0.5 - 0.5 * Math.cos((2 * Math.PI * lag) / (LAGS - 1)))) / LAGS,
)

/** Of both powers at most this share of a bin's logarithm is trusted: nothing against nothing is no difference. */
const TINY = 1e-300

/**
 * How harmonic the error is: the largest peak in the spectrum of the correlation of the log ratio
 * of the two spectra. A distortion repeats along the spectrum, noise does not.
 */
export class HarmonicStructure {
  private readonly ratio = new Float64Array(2 * LAGS)
  private readonly correlation = new Float64Array(LAGS)
  private readonly re = new Float64Array(LAGS)
  private readonly im = new Float64Array(LAGS)
  private readonly fft = new Float64Fft(LAGS)
  private readonly correlator = new Correlator()

  /** Weighted power spectra of both, at least 512 bins. */
  measure(original: Float64Array, altered: Float64Array): number {
    const { ratio, correlation, re, im } = this
    for (let bin = 0; bin < ratio.length; bin++) {
      const a = original[bin] as number
      const b = altered[bin] as number
      ratio[bin] = a > TINY && b > TINY ? Math.log(b / a) : 0
    }
    let energy = 0
    for (let k = 0; k < LAGS; k++) energy += (ratio[k] as number) ** 2
    const first = energy
    let mean = 0
    this.correlator.correlate(ratio, correlation)
    for (let lag = 0; lag < LAGS; lag++) {
      const norm = Math.sqrt(first * energy)
      const value = norm > 0 ? (correlation[lag] as number) / norm : 0
      correlation[lag] = value
      mean += value / LAGS
      energy += (ratio[lag + LAGS] as number) ** 2 - (ratio[lag] as number) ** 2
      if (energy < 0) energy = 0
    }
    for (let lag = 0; lag < LAGS; lag++) {
      re[lag] = ((correlation[lag] as number) - mean) * (WINDOW[lag] as number)
      im[lag] = 0
    }
    this.fft.transform(re, im)
    return peakBehindFirstValley(re, im)
  }
}

/** Σ ratio[k]·ratio[k + lag] over 256 bins, by way of their spectra: in float64, since where little differs the sums are small beside the largest. */
class Correlator {
  private readonly fft = new Float64Fft(2 * LAGS)
  private readonly re = new Float64Array(2 * LAGS)
  private readonly im = new Float64Array(2 * LAGS)

  /** The sum of every lag under 256 of `ratio`, 512 bins, into `sums`. */
  correlate(ratio: Float64Array, sums: Float64Array): void {
    const { fft, re, im } = this
    // The first half, and all of it that it is correlated with: one transform of two real signals.
    re.set(ratio)
    re.fill(0, LAGS)
    im.set(ratio)
    fft.transform(re, im)
    for (let k = 0, mirror = 0; k <= LAGS; k++, mirror = 2 * LAGS - k) {
      const a = re[k] as number
      const b = im[k] as number
      const c = re[mirror] as number
      const d = im[mirror] as number
      const halfRe = a + c
      const halfIm = b - d
      const wholeRe = b + d
      const wholeIm = c - a
      const productRe = (halfRe * wholeRe + halfIm * wholeIm) / 4
      const productIm = (halfRe * wholeIm - halfIm * wholeRe) / 4
      re[k] = productRe
      im[k] = productIm
      re[mirror] = productRe
      im[mirror] = -productIm
    }
    fft.transform(im, re)
    for (let lag = 0; lag < LAGS; lag++) sums[lag] = (re[lag] as number) / (2 * LAGS)
  }
}

const peakBehindFirstValley = (re: Float64Array, im: Float64Array): number => {
  let largest = 0
  let before = (re[0] as number) ** 2 + (im[0] as number) ** 2
  for (let k = 1; k <= LAGS / 2; k++) {
    const power = (re[k] as number) ** 2 + (im[k] as number) ** 2
    if (power > before && power > largest) largest = power
    before = power
  }
  return largest
}
