import type { PcmStore } from '../core/pcm-store'
import type { TrackId } from '../engine/protocol'
import type { Upstream } from '../mastering/upstream'

/** A rendered master as the worker keeps it. */
export interface FinishedMaster {
  readonly store: PcmStore
  readonly integratedLufs: number | null
}

/** Everything that the worker holds of one track. */
export interface ShelvedTrack {
  readonly source: PcmStore
  /** The newest finished master; kept until the next one is complete. */
  master: FinishedMaster | null
  /** The newest render of what stands ahead of the drive. */
  upstream: Upstream | null
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
