/**
 * What a feed (a worker that owns the audio) and a player (the AudioWorklet) say to each other over one
 * MessagePort. The feed may read stores or run a live chain: the player cannot tell.
 * Frames count at the feed's rate: the track's rate ÷ `decimation`.
 */
export type FeedRequest =
  /** Begin at `startFrame`; everything still on its way from earlier generations is void. */
  | {
      readonly kind: 'start'
      readonly generation: number
      readonly startFrame: number
      readonly loop: LoopFrames | null
      /** Whole number ≥ 1: every how many track frames one is wanted (context refuses the track's rate). */
      readonly decimation: number
    }
  /** A chunk was used up: its buffer goes back, and one more chunk of its generation may be sent. */
  | {
      readonly kind: 'recycle'
      readonly generation: number
      readonly samples: Float32Array<ArrayBuffer>
    }
  | { readonly kind: 'stop' }

/** [startFrame, endFrame) */
export interface LoopFrames {
  readonly startFrame: number
  readonly endFrame: number
}

/** Aligned audio of both signals; contiguous, never across a loop's seam. */
export interface PairChunk {
  readonly generation: number
  /** Position in the track of the first frame. */
  readonly startFrame: number
  /** 0…CHUNK_FRAMES */
  readonly frames: number
  /** The track ends after this chunk. */
  readonly ends: boolean
  readonly channelCount: number
  /** Planes of CHUNK_FRAMES: original per channel, then master per channel. Transferred, then recycled. */
  readonly samples: Float32Array<ArrayBuffer>
}

/** Feed → player: what is queued is no longer what would be made now; start again to hear the newest. */
export const STALE = 'stale'

export type FeedMessage = PairChunk | typeof STALE

export const CHUNK_FRAMES = 4096

/** Seconds of audio that a feed keeps ahead of the player. */
export const QUEUE_SECONDS = 1.5

/** Chunks that may be on their way at once. */
export const queueDepth = (sampleRate: number): number =>
  Math.max(4, Math.ceil((QUEUE_SECONDS * sampleRate) / CHUNK_FRAMES))
