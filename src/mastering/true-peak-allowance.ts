import { amplitudeToDb, dbToAmplitude } from '../core/decibels'

/**
 * Kept free under the ceiling for word length: a 16-bit export adds up to 1.5 steps of 1/32 768 by
 * rounding and TPDF dither, noise-shaped up to about 5, and values between samples some more.
 * At −1 dBTP eight steps are 0.002 dB.
 */
const WORD_LENGTH_ALLOWANCE = 8 / 32_768

/** The most that a master's true peak (16 × 128) may be under this ceiling, dBTP. */
export const allowedPeakDbtp = (ceilingDbtp: number): number =>
  amplitudeToDb(dbToAmplitude(ceilingDbtp) - WORD_LENGTH_ALLOWANCE)
