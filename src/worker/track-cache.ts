import type { Recipe } from '../chain/recipe'
import { MemoryPcmStore, type PcmReader, type PcmStore } from '../core/pcm-store'
import type { TrackId } from '../engine/protocol'
import type { RenderedMaster } from '../mastering/finish-master'
import type { Verdict } from '../mastering/landing/verdict'
import type { Upstream, UpstreamCache } from '../mastering/render/upstream'

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
export interface LoadedTrack {
  readonly source: PcmStore
  /** Another thread reads the source, at times of its own. */
  isShared: boolean
  /** The newest finished master; kept until the next one is complete. */
  master: FinishedMaster | null
  /** The newest render of what stands ahead of the drive. */
  upstream: Upstream | null
}

/** A track as it was opened. */
export const loadedTrack = (source: PcmStore): LoadedTrack => ({
  source,
  isShared: false,
  master: null,
  upstream: null,
})

/**
 * The open tracks. What is replaced gives its memory back, but only while at most the replacing job is at work: any
 * other may be reading it, and then it is left to the collector.
 */
export class TrackCache {
  private readonly tracks = new Map<TrackId, LoadedTrack>()
  private readonly working: () => number

  /** `working`: jobs whose work has not ended. */
  constructor(working: () => number) {
    this.working = working
  }

  get(id: TrackId): LoadedTrack | undefined {
    return this.tracks.get(id)
  }

  /** By the job that opened it. */
  put(id: TrackId, track: LoadedTrack): void {
    this.forget(id, 1)
    this.tracks.set(id, track)
  }

  /** By nobody's job. */
  drop(id: TrackId): void {
    this.forget(id, 0)
    this.tracks.delete(id)
  }

  /** By the job that rendered it. */
  putMaster(track: LoadedTrack, master: FinishedMaster): void {
    this.release(track.master?.store, 1)
    track.master = master
  }

  /** Keeps one upstream per track: the newest. For the job that renders it. */
  upstreamsOf(track: LoadedTrack): UpstreamCache {
    return {
      get: (key) => (track.upstream?.key === key ? track.upstream : undefined),
      set: (upstream) => {
        const { audio } = track.upstream ?? {}
        if (audio !== track.source) this.release(audio, 1)
        track.upstream = upstream
      },
    }
  }

  private forget(id: TrackId, ownJobs: number): void {
    const track = this.tracks.get(id)
    if (!track) return
    const { source, upstream, master } = track
    this.release(master?.store, ownJobs)
    if (upstream?.audio !== source) this.release(upstream?.audio, ownJobs)
    if (!track.isShared) this.release(source, ownJobs)
  }

  private release(audio: PcmReader | undefined, ownJobs: number): void {
    if (audio instanceof MemoryPcmStore && this.working() <= ownJobs) audio.release()
  }
}
