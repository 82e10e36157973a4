/**
 * Where something is listened to: what a playback device or a room does to sound. Plain data. It shapes what is heard
 * and nothing else.
 */
export interface Room {
  /** Left and right become one below this; Infinity: altogether. null: stereo as it is. */
  readonly monoBelowHz: number | null
  readonly filters: readonly RoomFilter[]
  /** Steady noise that is heard beside the sound; null: none. */
  readonly noise: RoomNoise | null
  /** The player's own limiter; null: none. */
  readonly limiter: RoomLimiter | null
  /** dB, so that no boost of its own makes it clip. */
  readonly gainDb: number
}

export type RoomFilter =
  /** Butterworth. */
  | {
      readonly kind: 'high-pass' | 'low-pass'
      readonly freqHz: number
      readonly slope: 12 | 24
    }
  /** As in the Audio EQ Cookbook. */
  | {
      readonly kind: 'low-shelf' | 'high-shelf' | 'bell'
      readonly freqHz: number
      readonly gainDb: number
      readonly q: number
    }

export interface RoomNoise {
  readonly belowHz: number
  /** dBFS RMS, beside either signal; −Infinity: none. */
  readonly levelDbfs: PerSignal
}

export interface RoomLimiter {
  /** Ahead of it. */
  readonly gainDb: PerSignal
  /** Sample peak. */
  readonly ceilingDbfs: number
  readonly attackMs: number
  readonly releaseMs: number
}

export interface PerSignal {
  readonly original: number
  readonly master: number
}
