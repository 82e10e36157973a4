import type { BandGrid } from '../spectrum'

/** Sixths of an octave from 20 Hz to 20 480 Hz. */
export const FINGERPRINT_BANDS: BandGrid = {
  count: 60,
  edgeHz: (k) => 20 * 2 ** (k / 6),
  centreHz: (k) => 20 * 2 ** ((k + 0.5) / 6),
}

/** Levels of one signal in {@link FINGERPRINT_BANDS}, dB relative to a full-scale sine, −160 where nothing is. */
export interface BandLevels {
  /** Mean power. */
  readonly meanDb: readonly number[]
  /** Percentiles over windows of a third of a second. */
  readonly p10Db: readonly number[]
  readonly p50Db: readonly number[]
  readonly p90Db: readonly number[]
}

/**
 * What a matched master needs to know of a reference: its tone, width, dynamics and loudness, measured
 * over its loud part. Some kilobytes of JSON with no audio in it: it can be kept, passed on and opened again.
 */
export interface Fingerprint {
  readonly version: 1
  readonly name: string
  /** ISO 8601, when it was measured. */
  readonly date: string
  readonly durationSeconds: number
  readonly sampleRate: number
  readonly channelCount: number
  readonly integratedLufs: number | null
  readonly maximumShortTermLufs: number | null
  readonly loudnessRangeLu: number | null
  readonly peakToLoudnessLu: number | null
  readonly correlation: number | null
  /** Short-term loudness from beginning to end in even steps, LUFS; absent where it was measured before that was kept, or is under 3 s long. */
  readonly courseLufs?: readonly number[]
  /** Where the sound ends: the upper edge of the highest band that belongs to it. */
  readonly bandwidthHz: number
  readonly mid: BandLevels
  /** null for mono. */
  readonly side: BandLevels | null
  /** Percentiles of the level of the whole signal, dB. */
  readonly levels: {
    readonly p10Db: number
    readonly p50Db: number
    readonly p70Db: number
    readonly p90Db: number
    readonly p95Db: number
  }
}

/** Below this is nothing. */
export const FLOOR_DB = -160
