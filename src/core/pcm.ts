/**
 * Planar float32 audio at its own sample rate, full scale = ±1.
 * Every channel has the same length (frames). Nothing else in TrackMaster carries audio.
 */
export interface Pcm {
  readonly sampleRate: number
  readonly channels: readonly Float32Array[]
}

/** Frames in one processing block at most. Measured flat from 1024 up (docs/performance.md). */
export const BLOCK_FRAMES = 4096
