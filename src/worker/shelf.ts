import type { Recipe } from '../chain/recipe'
import type { PcmStore } from '../core/pcm-store'
import type { TrackId } from '../engine/protocol'
import type { RenderedMaster } from '../mastering/finish-master'
import type { Upstream, UpstreamCache } from '../mastering/upstream'
import type { Verdict } from '../mastering/verdict'

/** A rendered master as the worker keeps it. */
export interface FinishedMaster {
  readonly store: PcmStore
  /** As rendered: `landing` solved. */
  readonly recipe: Recipe
  readonly integratedLufs: number | null
  readonly verdict: Verdict
}

export const finishedMaster = ({
  master,
  recipe,
  analysis,
  verdict,
}: RenderedMaster): FinishedMaster => ({
  store: master,
  recipe,
  integratedLufs: analysis.loudness.integratedLufs,
  verdict,
})

/** Everything that the worker holds of one track. */
export interface ShelvedTrack {
  readonly source: PcmStore
  /** The newest finished master; kept until the next one is complete. */
  master: FinishedMaster | null
  /** The newest render of what stands ahead of the drive. */
  upstream: Upstream | null
}

/** Keeps one upstream per track: the newest. */
export const upstreamsOf = (track: ShelvedTrack): UpstreamCache => ({
  get: (key) => (track.upstream?.key === key ? track.upstream : undefined),
  set: (upstream) => {
    track.upstream = upstream
  },
})

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
