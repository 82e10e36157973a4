import type { Recipe } from '../chain/recipe'
import type { PcmStore } from '../core/pcm-store'
import type { TrackFacts } from '../core/track-facts'
import type { TrackId } from '../engine/protocol'

/** Everything that the worker holds of one track. */
export interface ShelvedTrack {
  readonly facts: TrackFacts
  readonly source: PcmStore
  /** The newest finished master; kept until the next one is complete. */
  master: { readonly store: PcmStore; readonly recipe: Recipe } | null
}

/** The open tracks. */
export class Shelf {
  private readonly tracks = new Map<TrackId, ShelvedTrack>()

  get(id: TrackId): ShelvedTrack | undefined {
    return this.tracks.get(id)
  }

  put(id: TrackId, track: ShelvedTrack): void {
    this.tracks.set(id, track)
  }

  drop(id: TrackId): void {
    this.tracks.delete(id)
  }
}
