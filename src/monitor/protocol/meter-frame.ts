/** Frames of audio (at the feed's rate) that one meter frame covers: 47 a second at 48 kHz. */
export const METER_HOP_FRAMES = 1024

/** Points of one goniometer picture. */
export const GONIOMETER_POINTS = 256

/** Size of the transform behind a spectrum: bins 0 … SPECTRUM_SIZE / 2. */
export const SPECTRUM_SIZE = 4096

/** What both signals measure around one moment of the track. Plain data, made by the monitor's worker. */
export interface MeterFrame {
  /** Position in the track where this frame's audio begins. */
  readonly startSeconds: number
  readonly durationSeconds: number
  readonly original: SignalMeters
  /** Of what stands in the master's place: under solo, of the module's effect alone. */
  readonly master: SignalMeters
  /** Gain reduction of the modules that have any, in signal order. */
  readonly reductions: readonly ModuleReduction[]
}

export interface SignalMeters {
  /** LUFS over the last 400 ms; −Infinity when silent. Fills up after a jump. */
  readonly momentaryLufs: number
  /** LUFS over the last 3 s. */
  readonly shortTermLufs: number
  /** dBTP within this frame, largest of the channels; −Infinity when silent. */
  readonly truePeakDbtp: number
  /** dBFS within this frame, one per channel. */
  readonly samplePeakDbfs: readonly number[]
  /** Σ LR ÷ √(ΣL² ΣR²) within this frame, −1…1; 0 for silence, 1 for mono. */
  readonly correlation: number
  /** L, R, L, R, … of GONIOMETER_POINTS evenly picked frames; mono: twice the same. */
  readonly goniometer: Float32Array
  /**
   * Level of bins 0 … SPECTRUM_SIZE / 2 over the last SPECTRUM_SIZE frames under a Hann window, dB: a sine
   * of full scale on both channels reads 0 in its bin. −Infinity allowed. Bin k is k · rate / SPECTRUM_SIZE Hz.
   */
  readonly spectrumDb: Float32Array
}

export interface ModuleReduction {
  readonly moduleId: string
  /** Largest gain reduction within this frame, dB ≥ 0, one per band. */
  readonly reductionDb: readonly number[]
}
