import type { TrackId } from '../engine/protocol'

/** Stored work as the page lists and offers it. */
export interface KeptTrack {
  readonly id: TrackId
  /** File name with extension. */
  readonly name: string
  readonly audioBytes: number
  /** Without audio the file must be dropped again to go on. */
  readonly hasAudio: boolean
  /** Epoch, ms. */
  readonly savedAtMs: number
}
