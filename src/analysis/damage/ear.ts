/**
 * The ear of ITU-R BS.1387-1, basic version: bands, weights and time constants. Frames are 42.7 ms long at
 * any sample rate, half overlapping, so that bands and times mean the same everywhere.
 */

/** Frames of a window at 48 kHz, and of its hop. */
const WINDOW_AT_48K = 2048

/** Frames of the analysis window at a sample rate: the power of two nearest to 42.7 ms. */
export const windowFrames = (sampleRate: number): number =>
  2 ** Math.round(Math.log2((WINDOW_AT_48K * sampleRate) / 48_000))

/** Bands of a quarter of a Bark from 80 Hz to 18 kHz. */
export const BAND_COUNT = 109
export const BAND_BARK = 0.25
const LOWEST_HZ = 80
const HIGHEST_HZ = 18_000

const barkOf = (freqHz: number): number => 7 * Math.asinh(freqHz / 650)
const hertzOf = (bark: number): number => 650 * Math.sinh(bark / 7)
const edgeHz = (band: number): number =>
  Math.min(HIGHEST_HZ, hertzOf(barkOf(LOWEST_HZ) + band * BAND_BARK))

export interface EarBand {
  readonly lowerHz: number
  readonly upperHz: number
  /** In the middle of the band on the Bark scale. */
  readonly centreHz: number
}

export const EAR_BANDS: readonly EarBand[] = Array.from({ length: BAND_COUNT }, (_, band) => {
  const lowerHz = edgeHz(band)
  const upperHz = edgeHz(band + 1)
  return { lowerHz, upperHz, centreHz: hertzOf((barkOf(lowerHz) + barkOf(upperHz)) / 2) }
})

/** Outer and middle ear, as a factor on power. */
export const earWeight = (freqHz: number): number => {
  const kiloHz = Math.max(freqHz, 1e-3) / 1000
  const db =
    -0.6 * 3.64 * kiloHz ** -0.8 + 6.5 * Math.exp(-0.6 * (kiloHz - 3.3) ** 2) - 1e-3 * kiloHz ** 3.6
  return 10 ** (db / 10)
}

/** The ear's own noise in each band, as power. */
export const INTERNAL_NOISE = Float64Array.from(
  EAR_BANDS,
  ({ centreHz }) => 10 ** (0.4 * 0.364 * (centreHz / 1000) ** -0.8),
)

/** Sound pressure level assumed for a full-scale sine, and the tone it is calibrated with. */
const FULL_SCALE_DB_SPL = 92
/** The Hann window's response to 1019.5 Hz between its bins. */
const CALIBRATION_RESPONSE = 0.84971762641205

/** Factor on |X| of a Hann-windowed transform of ±1 audio. */
export const levelFactor = (window: number): number =>
  10 ** (FULL_SCALE_DB_SPL / 20) / ((CALIBRATION_RESPONSE / 4) * (window - 1))

/**
 * Per band, the share of its last value that a one-pole keeps from frame to frame: `slowSeconds` at 100 Hz,
 * `fastSeconds` at high frequencies.
 */
export const memoryOf = (
  fastSeconds: number,
  slowSeconds: number,
  framesPerSecond: number,
): Float64Array =>
  Float64Array.from(EAR_BANDS, ({ centreHz }) => {
    const tau = fastSeconds + (100 / centreHz) * (slowSeconds - fastSeconds)
    return Math.exp(-1 / (framesPerSecond * tau))
  })
