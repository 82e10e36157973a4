import type { AudioMemory } from '../core/audio-memory'
import type { PcmHandle } from '../core/pcm-store'
import type { TrackId } from '../core/track'
import type { CallsWith, OnProgress } from '../engine/calls'

export interface JobOptions {
  readonly signal: AbortSignal
  readonly onProgress: OnProgress
}

/** The calls as the page makes them. */
export type EngineCalls = CallsWith<JobOptions, File, Blob>

/**
 * The engine as the page sees it. Never throws for expected failures; an aborted signal answers
 * `fail('cancelled')`; a dead worker answers `fail('worker-lost')` for its jobs and is replaced.
 */
export interface Engine extends EngineCalls {
  /** The track's audio for another thread to read; null where memory cannot be shared, or it is gone. */
  share(track: TrackId): Promise<PcmHandle | null>
  /** Runs live listening inside the engine: see monitor/protocol. */
  listen(track: TrackId, port: MessagePort): void
  close(track: TrackId): void
  /** Bytes of audio to hold in memory at most; null: by the machine. */
  setMemoryBudget(bytes: number | null): void
  /** What the audio of all open tracks takes; starts the engine. null where it does not run. */
  memory(): Promise<AudioMemory | null>
  /** Called after a lost worker was replaced: stores are gone, tracks must be opened again. */
  onLost(listener: () => void): () => void
  dispose(): void
}
