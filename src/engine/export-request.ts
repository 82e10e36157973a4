import type { NoiseShaper } from '../dsp/dither'
import type { Verdict } from '../mastering/landing/verdict'

export type WavFormat = 'wav-16' | 'wav-24' | 'wav-32f'
/** Plain rounding, triangular dither, or triangular dither shaped by a set of that name. */
export type DitherChoice = 'none' | 'tpdf' | NoiseShaper

export interface ExportRequest {
  readonly format: WavFormat
  readonly dither: DitherChoice
  /** Hz; 'source' and the source's own rate are the finished master, another is landed anew. */
  readonly sampleRate: number | 'source'
}

/** A written file, as its host has it. */
export interface ExportedFile<Written> {
  readonly blob: Written
  readonly extension: string
  /** The file re-read and re-measured. */
  readonly check: {
    readonly sampleRate: number
    readonly lengthFrames: number
    readonly integratedLufs: number | null
    readonly truePeakDbtp: number
    readonly clippedSamples: number
  }
  /** How the audio in the file landed: at another rate than the source's it has a landing of its own. */
  readonly verdict: Verdict
}
