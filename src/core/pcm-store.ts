import type { Chunk } from './chunk-space'

/** Random access to stored audio. Reading is synchronous: memory and OPFS sync handles both are. */
export interface PcmReader {
  /** Hz */
  readonly sampleRate: number
  readonly channelCount: number
  readonly lengthFrames: number
  /**
   * Copies up to `frames` frames from `startFrame` into `into[channel]` (each at least `frames` long).
   * Returns the frames copied: fewer at the end of the audio, 0 past it.
   */
  read(startFrame: number, into: readonly Float32Array[], frames: number): number
  /** The same audio for another thread (see `openPcm`); absent or null where it is this thread's alone. */
  handle?(): PcmHandle | null
}

/** Takes audio from its start to its end: all that a decoder needs. */
export interface PcmSink {
  /** Hz */
  readonly sampleRate: number
  readonly channelCount: number
  /** Frames taken so far. */
  readonly lengthFrames: number
  /** Appends the first `frames` frames of each channel (copied). */
  append(block: readonly Float32Array[], frames: number): void
}

/** Where long audio lives: read anywhere, appended to, or written in any order once its room is made, also by several threads. */
export interface PcmStore extends PcmReader, PcmSink {
  /** Sets the length; frames that were never written are whatever lies there. */
  resize(lengthFrames: number): void
  /** Overwrites `frames` frames from `startFrame`, inside the length. */
  write(startFrame: number, block: readonly Float32Array[], frames: number): void
  handle(): PcmHandle | null
  /** Empties the store and gives its room back. Only where no thread can still be reading or writing it. */
  release(): void
}

/** Memory that several threads share, and places in a file that they have open. */
export interface SharedPcm {
  readonly kind: 'shared'
  readonly sampleRate: number
  readonly lengthFrames: number
  /** chunks[channel][k] is the k-th of equal pieces */
  readonly chunks: readonly (readonly Chunk[])[]
  /** The swap file to open first; null where no chunk lies there. */
  readonly swapName: string | null
}

/** Plain data that lets another thread open the same store. */
export type PcmHandle = SharedPcm
