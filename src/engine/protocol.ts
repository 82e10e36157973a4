import type { Analysis } from '../analysis/analysis'
import type { DamageGrade } from '../analysis/damage/grade-damage'
import type { Peaks } from '../analysis/peaks'
import type { Spectrum } from '../analysis/spectrum'
import type { Recipe } from '../chain/recipe'
import type { Outcome } from '../core/outcome'
import type { PcmHandle } from '../core/pcm-store'
import type { Signal, StoredSignal, TrackId } from '../core/track'
import type { TrackFacts } from '../core/track-facts'
import type { NoiseShaper } from '../dsp/dither'
import type { SolvedLanding } from '../mastering/landing/solve-landing'
import type { Verdict } from '../mastering/landing/verdict'
import type { ReductionSeries } from '../mastering/render/reduction-series'

/** The boundary between the page and the engine worker. Types only; `worker/` implements it, `engine/` calls it. */
export type JobId = number

/** 0…1, monotonic, at most 10 a second. Crosses as a top-level Comlink proxy. */
export type OnProgress = (fraction: number) => void

export interface OpenedTrack {
  readonly facts: TrackFacts
  readonly peaks: Peaks
}

export interface MasteredTrack {
  /** The recipe as rendered: `landing` solved. */
  readonly recipe: Recipe
  readonly analysis: Analysis
  readonly verdict: Verdict
  /** What each module with a detector took off over the whole track, in signal order. */
  readonly reductions: readonly ReductionSeries[]
  /** Real passes of the landing part that it took. */
  readonly passes: number
  readonly peaks: Peaks
}

export type WavFormat = 'wav-16' | 'wav-24' | 'wav-32f'
/** Plain rounding, triangular dither, or triangular dither shaped by a set of that name. */
export type DitherChoice = 'none' | 'tpdf' | NoiseShaper

export interface ExportRequest {
  readonly format: WavFormat
  readonly dither: DitherChoice
  /** Hz; 'source' and the source's own rate are the finished master, another is landed anew. */
  readonly sampleRate: number | 'source'
}

export interface ExportedFile {
  readonly blob: Blob
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

/** Original and master are delivered as they are; the gains (linear) shape the difference only: master·gm − original·go. */
export interface ListenRequest {
  readonly signal: Signal
  readonly originalGain: number
  readonly masterGain: number
}

export interface EngineApi {
  open(
    job: JobId,
    track: TrackId,
    file: File,
    onProgress: OnProgress,
  ): Promise<Outcome<OpenedTrack>>
  analyse(job: JobId, track: TrackId, onProgress: OnProgress): Promise<Outcome<Analysis>>
  master(
    job: JobId,
    track: TrackId,
    recipe: Recipe,
    onProgress: OnProgress,
  ): Promise<Outcome<MasteredTrack>>
  /** The landing over the upstream of the last render; null where the recipe has another upstream. */
  solve(
    job: JobId,
    track: TrackId,
    recipe: Recipe,
    onProgress: OnProgress,
  ): Promise<Outcome<SolvedLanding | null>>
  /** How audible it is what landing did to the sound; null where it cannot be graded. */
  grade(job: JobId, track: TrackId, onProgress: OnProgress): Promise<Outcome<DamageGrade | null>>
  /** The average spectrum of a stored signal, for drawing. */
  spectrum(
    job: JobId,
    track: TrackId,
    signal: StoredSignal,
    onProgress: OnProgress,
  ): Promise<Outcome<Spectrum>>
  export(
    job: JobId,
    track: TrackId,
    request: ExportRequest,
    onProgress: OnProgress,
  ): Promise<Outcome<ExportedFile>>
  /** The signal as a WAV file, for listening where AudioWorklet is missing. */
  listenFile(
    job: JobId,
    track: TrackId,
    request: ListenRequest,
    onProgress: OnProgress,
  ): Promise<Outcome<Blob>>
  /** The track's audio for another thread to read; null where memory cannot be shared. */
  share(track: TrackId): Promise<Outcome<PcmHandle | null>>
  /** Runs live listening in this worker, where memory cannot be shared: see monitor/monitor-protocol. */
  listen(track: TrackId, port: MessagePort): void
  /** The demo mix as a 24-bit WAV file: the same bytes at every call. */
  demo(job: JobId, onProgress: OnProgress): Promise<Outcome<Blob>>
  cancel(job: JobId): void
  /** Answers as soon as the worker gets to it, once it holds its liveness lock: the client's sign of life. */
  ping(): Promise<void>
  close(track: TrackId): void
}
