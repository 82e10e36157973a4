import type { AudioMemory } from '../core/audio-memory'
import type { Outcome } from '../core/outcome'
import type { PcmHandle } from '../core/pcm-store'
import type { TrackId } from '../core/track'
import type { LocalEngine } from '../engine/local-engine'

/** What crosses between the page and the engine's worker, over Comlink. Types only. */
export interface EnginePort extends Pick<LocalEngine<File, Blob>, 'run' | 'cancel' | 'close'> {
  /** The track's audio for another thread to read; null where memory cannot be shared. */
  share(track: TrackId): Promise<Outcome<PcmHandle | null>>
  /** Runs live listening in this worker, where memory cannot be shared: see monitor/protocol. */
  listen(track: TrackId, port: MessagePort): void
  /** Bytes of audio to hold in memory at most; null: by the machine. */
  setMemoryBudget(bytes: number | null): void
  /** What the audio of all open tracks takes. */
  memory(): Promise<AudioMemory>
  /** Answers as soon as the worker gets to it, once it holds its liveness lock: the client's sign of life. */
  ping(): Promise<void>
}
