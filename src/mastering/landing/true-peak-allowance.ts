import { amplitudeToDb, dbToAmplitude } from '../../core/decibels'

/**
 * Kept free under the ceiling for word length: rounding, dither and its shaping add their own true peak
 * to a 16-bit file, at most 34 steps of 1/32 768 with the strongest set (measured over a minute in
 * the test). At −1 dBTP this is 0.01 dB.
 */
export const WORD_LENGTH_ALLOWANCE = 40 / 32_768

/** Kept free under the ceiling by the verifier (16 × 128), for interpolators that nobody here knows of (sources: true peak). */
const UNKNOWN_METERS_DB = 0.05

/** Kept free by FFmpeg's meter: at 44.1 kHz it looks between the phases that are looked at here. */
const BETWEEN_PHASES_DB = 0.02

/** A margin grows by what was over and this much more, and again as much at every further try. */
const HAIR_DB = 0.002
/** FFmpeg's reading is of what no guard hears, and moves with every drive: then by this share of what was over, and so much. */
const UNHEARD_SHARE = 0.1
const UNHEARD_HAIR_DB = 0.02

/** True peaks of a master, dBTP. */
export interface ReadPeaks {
  /** 16 × 128 */
  readonly truePeakDbtp: number
  /** As FFmpeg's meter reads it (`src/dsp/resampling/other-meters.ts`). */
  readonly ffmpegPeakDbtp: number
}

/** The most that a master's true peak (16 × 128) may be under this ceiling, dBTP. */
export const allowedPeakDbtp = (ceilingDbtp: number): number =>
  lessWordLength(ceilingDbtp - UNKNOWN_METERS_DB)

/** How far a master is over what is allowed under this ceiling by the strictest meter, dB; at most 0: it is not. */
export const overCeilingDb = (
  { truePeakDbtp, ffmpegPeakDbtp }: ReadPeaks,
  ceilingDbtp: number,
): number =>
  Math.max(
    truePeakDbtp - allowedPeakDbtp(ceilingDbtp),
    ffmpegPeakDbtp - lessWordLength(ceilingDbtp - BETWEEN_PHASES_DB),
  )

/** What a margin grows by for a master that was over, dB; `tries`: 1 at the first. */
export const marginGrowthDb = (peaks: ReadPeaks, ceilingDbtp: number, tries: number): number => {
  const overDb = overCeilingDb(peaks, ceilingDbtp)
  const isHeard = peaks.truePeakDbtp - allowedPeakDbtp(ceilingDbtp) === overDb
  return isHeard ? overDb + HAIR_DB * tries : overDb * (1 + UNHEARD_SHARE) + UNHEARD_HAIR_DB * tries
}

const lessWordLength = (dbtp: number): number =>
  amplitudeToDb(dbToAmplitude(dbtp) - WORD_LENGTH_ALLOWANCE)
