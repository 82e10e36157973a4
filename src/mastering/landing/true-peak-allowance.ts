import { amplitudeToDb, dbToAmplitude } from '../../core/decibels'

/**
 * Kept free under the ceiling for word length: rounding, dither and its shaping add their own true peak
 * to a 16-bit file, at most 34 steps of 1/32 768 with the strongest set (measured over a minute in
 * the test). At −1 dBTP this is 0.01 dB.
 */
export const WORD_LENGTH_ALLOWANCE = 40 / 32_768

/**
 * Kept free for other people's meters: interpolators disagree on what lies above 0.45 fs (sources: true peak; up to
 * 0.04 dB on loud music). Over this project's 16 × 128 verifier, on a master with white noise up to Nyquist,
 * ffmpeg's resampler at 384 kHz read 0.006 dB and sox `rate -v` 0.02 dB; only brickwalls above 0.49 fs read
 * more than this (0.06 dB).
 */
const OTHER_METERS_DB = 0.05

/** The most that a master's true peak (16 × 128) may be under this ceiling, dBTP. */
export const allowedPeakDbtp = (ceilingDbtp: number): number =>
  amplitudeToDb(dbToAmplitude(ceilingDbtp - OTHER_METERS_DB) - WORD_LENGTH_ALLOWANCE)
