import { powerToDb } from '../core/decibels'
import type { DitherChoice, WavFormat } from '../engine/export-request'

/** LU that two measurements of the same audio may differ. */
const MEASURING_LU = 0.01
const BITS: Readonly<Record<WavFormat, number | null>> = {
  'wav-16': 16,
  'wav-24': 24,
  'wav-32f': null,
}
/** K-weighting lifts white noise by at most this (the cache's +4 dB; ITU-R BS.1770-5, Annex 1). */
const WEIGHTING_DB = 4
/** Generous bound on the power that noise shaping adds to the quantiser's (sources: dither: improved E 9). */
const SHAPING_DB = 24

/**
 * How far the loudness of a written file may lie from its master's `integratedLufs`: what measuring
 * allows, and what the dither noise (TPDF, Δ²/4 per channel) may add to a quiet programme.
 */
export const ditherToleranceLu = (
  integratedLufs: number,
  format: WavFormat,
  dither: DitherChoice,
  channelCount: number,
): number => {
  const bits = BITS[format]
  if (bits === null) return MEASURING_LU
  const step = 2 ** (1 - bits)
  const noiseDb =
    powerToDb((channelCount * step * step) / 4) +
    WEIGHTING_DB +
    (dither === 'none' || dither === 'tpdf' ? 0 : SHAPING_DB)
  const noiseLufs = noiseDb - 0.691
  return MEASURING_LU + powerToDb(1 + 10 ** ((noiseLufs - integratedLufs) / 10))
}
