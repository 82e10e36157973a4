import type { Spectrum } from './spectrum'

/**
 * Measured facts about audio. Plain data, unit in every name.
 * `null` = not measurable (too short, or one channel only); −Infinity = measured, and silent.
 */
export interface Measurements {
  readonly sampleRate: number
  readonly channelCount: number
  readonly lengthFrames: number
  readonly durationSeconds: number
  readonly loudness: Loudness
  /** Maximum over channels, dBTP: 8 × 64 interpolator; a finished master carries the verifier's 16 × 128. */
  readonly truePeakDbtp: number
  readonly samplePeakDbfs: number
  /** True peak − integrated loudness, LU. */
  readonly peakToLoudnessLu: number | null
  /** Σ LR ÷ √(ΣL² ΣR²) over the whole track, −1…1; null for mono, 0 for silence. */
  readonly correlation: number | null
  /** Σ (L − R)² beside Σ (L + R)², each without its mean, dB; −Infinity where both channels are one; null for mono and silence. */
  readonly sidesDb: number | null
  /** Mean per channel, fraction of full scale (signed). */
  readonly dcOffset: readonly number[]
  /** Averaged over the whole track: everything that asks for a mean spectrum takes this one. */
  readonly spectrum: Spectrum
}

export interface Loudness {
  /** LUFS, gated to BS.1770-5; null when shorter than 400 ms; −Infinity when no block is above −70. */
  readonly integratedLufs: number | null
  readonly maximumMomentaryLufs: number | null
  /** null when shorter than 3 s. */
  readonly maximumShortTermLufs: number | null
  /** LU, EBU Tech 3342 with 1.5 s of silence appended; null when shorter than 3 s or silent throughout. Not stable under 60 s. */
  readonly loudnessRangeLu: number | null
  /** Series for plots: value k covers the window that ends at (k + 1) · hop. LUFS, −Infinity allowed; windows that reach before the start count silence there. */
  readonly seriesHopSeconds: number
  readonly momentaryLufs: Float32Array
  readonly shortTermLufs: Float32Array
}
