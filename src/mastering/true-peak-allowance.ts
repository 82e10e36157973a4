import { amplitudeToDb, dbToAmplitude } from '../core/decibels'

/**
 * Kept free under the ceiling for word length: rounding, dither and its shaping add their own true peak
 * to a 16-bit file, at most 34 steps of 1/32 768 with the strongest set (measured over a minute in
 * the test). At −1 dBTP this is 0.01 dB.
 */
export const WORD_LENGTH_ALLOWANCE = 40 / 32_768

/** The most that a master's true peak (16 × 128) may be under this ceiling, dBTP. */
export const allowedPeakDbtp = (ceilingDbtp: number): number =>
  amplitudeToDb(dbToAmplitude(ceilingDbtp) - WORD_LENGTH_ALLOWANCE)
