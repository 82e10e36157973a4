import { log10 } from '../dsp/elementary'

/**
 * A spectrum as bands of equal width on a logarithmic scale, dB relative to a full-scale sine: a sine of
 * amplitude 1 reads 0 dB in its band, pink noise is level. −Infinity where nothing is, and above half the
 * sample rate. Mean of the channels' powers.
 */
export interface Spectrum {
  /** Band k spans FINE_BANDS.edgeHz(k) … edgeHz(k + 1). */
  readonly fineDb: Float32Array
  /** The same of THIRD_BANDS. */
  readonly thirdDb: Float32Array
}

/** Bands side by side, equally wide in octaves. */
export interface BandGrid {
  readonly count: number
  /** Lower edge of band k; the upper one of band k − 1. */
  readonly edgeHz: (k: number) => number
  readonly centreHz: (k: number) => number
}

/** Frequencies by number from 0 to `most`, worked out once: bands are asked for them a thousand times. */
export const frequencies = (most: number, hzOf: (k: number) => number): ((k: number) => number) => {
  const table = Float64Array.from({ length: most + 1 }, (_, k) => hzOf(k))
  return (k) => table[k] ?? hzOf(k)
}

const LOWEST_HZ = 20
const FINE_PER_OCTAVE = 24
const OCTAVES = 10

const FINE = FINE_PER_OCTAVE * OCTAVES
/** Twenty-fourths of an octave from 20 Hz to 20 480 Hz. */
export const FINE_BANDS: BandGrid = {
  count: FINE,
  edgeHz: frequencies(FINE, (k) => LOWEST_HZ * 2 ** (k / FINE_PER_OCTAVE)),
  centreHz: frequencies(FINE, (k) => LOWEST_HZ * 2 ** ((k + 0.5) / FINE_PER_OCTAVE)),
}

/** Band number of 20 Hz, counted so that 1 kHz is 30. */
const FIRST_THIRD = 13
const THIRDS = 31

/** Third octaves to IEC 61260-1, base ten: exact centres 10^(n/10) Hz, nominally 20 Hz to 20 kHz. */
export const THIRD_BANDS: BandGrid = {
  count: THIRDS,
  edgeHz: frequencies(THIRDS, (k) => 10 ** ((k + FIRST_THIRD - 0.5) / 10)),
  centreHz: frequencies(THIRDS, (k) => 10 ** ((k + FIRST_THIRD) / 10)),
}

/**
 * Bands of a one-sided power spectrum: `power[k]` is the mean square in bin k, around k·`binHz`, of which
 * all together make the signal's. A bin's power is spread evenly over its width.
 */
export const spectrumOf = (power: Float64Array, binHz: number): Spectrum => {
  const bandsDb = bandReader(power, binHz)
  return { fineDb: bandsDb(FINE_BANDS), thirdDb: bandsDb(THIRD_BANDS) }
}

/** The same for one grid at a time, into an array of one's own if given. */
export const bandReader = (
  power: Float64Array,
  binHz: number,
): ((grid: BandGrid, into?: Float32Array) => Float32Array) => {
  const below = new Float64Array(power.length + 1)
  for (let k = 0; k < power.length; k++) below[k + 1] = (below[k] ?? 0) + (power[k] ?? 0)
  /** Mean square below a frequency. */
  const powerBelow = (freqHz: number): number => {
    const place = Math.min(power.length, Math.max(0, freqHz / binHz + 0.5))
    const bin = Math.min(power.length - 1, Math.floor(place))
    return (below[bin] ?? 0) + (place - bin) * (power[bin] ?? 0)
  }
  return ({ count, edgeHz }, into = new Float32Array(count)) => {
    let lower = powerBelow(edgeHz(0))
    for (let k = 0; k < count; k++) {
      const upper = powerBelow(edgeHz(k + 1))
      // A full-scale sine has a mean square of one half.
      into[k] = upper > lower ? 10 * log10(2 * (upper - lower)) : Number.NEGATIVE_INFINITY
      lower = upper
    }
    return into
  }
}
