import type { Analysis } from '../analysis/analysis'
import type { DamageGrade } from '../analysis/damage/grade-damage'
import type { Spectrum } from '../analysis/spectrum'
import type { Recipe } from '../chain/recipe'
import type { Outcome } from '../core/outcome'
import type { PcmHandle } from '../core/pcm-store'
import type { StoredSignal, TrackId } from '../core/track'
import type { SolvedLanding } from '../mastering/landing/solve-landing'
import type {
  ExportedFile,
  ExportRequest,
  ListenRequest,
  MasteredTrack,
  OnProgress,
  OpenedTrack,
} from './protocol'

/**
 * The engine as the page sees it. Never throws for expected failures; an aborted signal answers
 * `fail('cancelled')`; a dead worker answers `fail('worker-lost')` for its jobs and is replaced.
 */
export interface Engine {
  open(track: TrackId, file: File, options: JobOptions): Promise<Outcome<OpenedTrack>>
  analyse(track: TrackId, options: JobOptions): Promise<Outcome<Analysis>>
  master(track: TrackId, recipe: Recipe, options: JobOptions): Promise<Outcome<MasteredTrack>>
  /**
   * The landing that a render of `recipe` would start from, within milliseconds while only target, ceiling and
   * limiter differ from the last render; null where something ahead of the limiter does.
   */
  solve(track: TrackId, recipe: Recipe, options: JobOptions): Promise<Outcome<SolvedLanding | null>>
  /**
   * How audible it is what landing did to the sound: the newest master against what went into the drive, at
   * equal loudness. null where it cannot be graded (silent, under a second); `track-gone` before there is a master.
   */
  grade(track: TrackId, options: JobOptions): Promise<Outcome<DamageGrade | null>>
  /** The average spectrum, for drawing; `track-gone` where there is no such signal (yet). */
  spectrum(track: TrackId, signal: StoredSignal, options: JobOptions): Promise<Outcome<Spectrum>>
  export(
    track: TrackId,
    request: ExportRequest,
    options: JobOptions,
  ): Promise<Outcome<ExportedFile>>
  listenFile(track: TrackId, request: ListenRequest, options: JobOptions): Promise<Outcome<Blob>>
  /** The track's audio for another thread to read; null where memory cannot be shared, or it is gone. */
  share(track: TrackId): Promise<PcmHandle | null>
  /** Runs live listening inside the engine: see monitor/monitor-protocol. */
  listen(track: TrackId, port: MessagePort): void
  /** The demo mix as a WAV file, made in the worker. */
  demo(options: JobOptions): Promise<Outcome<Blob>>
  close(track: TrackId): void
  /** Called after a lost worker was replaced: stores are gone, tracks must be opened again. */
  onLost(listener: () => void): () => void
  dispose(): void
}

export interface JobOptions {
  readonly signal: AbortSignal
  readonly onProgress: OnProgress
}
