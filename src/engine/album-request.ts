import type { Album } from '../album/album'
import type { Tags } from '../core/tags'
import type { DeliverySettings } from '../delivery/settings'

/** An album to be written. */
export interface AlbumRequest {
  /** Of open tracks; of those that are heard in it the masters are finished. */
  readonly album: Album
  /** What the file of each track says, in the album's order. */
  readonly tags: readonly Tags[]
  /** On all tracks alike, dB. */
  readonly gainDb: number
  /** Of the files, Hz. */
  readonly sampleRate: number
  /** Silence ahead of the first track, seconds. */
  readonly leadInS: number
  readonly settings: DeliverySettings
  /** One file a track, cut where each begins; else the whole programme as one. */
  readonly cuts: boolean
  /** Only these frames of the programme, as one file, to be listened to; null: everything. */
  readonly stretch: { readonly fromFrame: number; readonly toFrame: number } | null
}
