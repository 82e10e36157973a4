import type { TrackId } from '../core/track'

/** A saved track as the page lists it. */
export interface SavedTrackInfo {
  readonly id: TrackId
  /** File name with extension. */
  readonly name: string
  readonly audioBytes: number
  /** Without audio the file must be dropped again to go on. */
  readonly hasAudio: boolean
  /** Epoch, ms. */
  readonly savedAtMs: number
}
