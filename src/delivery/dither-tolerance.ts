import type { DitherName } from '../codec/write/audio-writer'
import type { Depth } from '../codec/write/sample-depth'
import { powerToDb } from '../core/decibels'

/** K-weighting lifts white noise by at most this (the shelf's +4 dB; ITU-R BS.1770-5, Annex 1). */
const WEIGHTING_DB = 4
/** Generous bound on the power that noise shaping adds to the quantiser's. */
const SHAPING_DB = 24

/**
 * How far the dither noise (TPDF, Δ²/4 per channel) of a lossless file may lift the loudness of a quiet programme above
 * its master's `integratedLufs`, LU.
 */
export const ditherToleranceLu = (
  integratedLufs: number,
  depth: Depth,
  dither: DitherName,
  channelCount: number,
): number => {
  if (depth === '32f') return 0
  const step = 2 ** (1 - Number(depth))
  const noiseDb =
    powerToDb((channelCount * step * step) / 4) +
    WEIGHTING_DB +
    (dither === 'none' || dither === 'tpdf' ? 0 : SHAPING_DB)
  const noiseLufs = noiseDb - 0.691
  return powerToDb(1 + 10 ** ((noiseLufs - integratedLufs) / 10))
}
