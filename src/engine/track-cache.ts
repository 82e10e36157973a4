import { LeasedStore, type Release } from '../core/leased-store'
import { fail, type Outcome } from '../core/outcome'
import type { PcmStore } from '../core/pcm-store'
import type { TrackId } from '../core/track'
import type { DeliverableMaster } from '../delivery/deliver-file'
import type { Upstream, UpstreamCache } from '../mastering/render/upstream'

/** What a job sees of a track. Whatever it is given stays readable until its work has ended. */
export interface TrackInUse {
  readonly source: PcmStore
  /** Of its file; null for lossy codecs. */
  readonly bitDepth: number | null
  /** The newest finished master; null before there is one. */
  master(): DeliverableMaster | null
  /** One upstream per track: the newest. */
  readonly upstreams: UpstreamCache
  /** Puts the job's own master, rendered into `store`, in place of the last one. */
  setMaster(master: DeliverableMaster, store: PcmStore): void
}

interface Held<T> {
  readonly value: T
  /** null: its audio is the source's. */
  readonly audio: LeasedStore | null
}

/** Everything that the engine holds of one track. */
interface LoadedTrack {
  readonly source: LeasedStore
  readonly bitDepth: number | null
  master: Held<DeliverableMaster> | null
  upstream: Held<Upstream> | null
  isClosed: boolean
}

/** The open tracks. What is replaced or closed gives its memory back as soon as nobody reads it. */
export class TrackCache {
  private readonly tracks = new Map<TrackId, LoadedTrack>()

  /** In place of what was there under this id. */
  put(id: TrackId, source: PcmStore, bitDepth: number | null): void {
    this.drop(id)
    const nothing = { master: null, upstream: null, isClosed: false }
    const track = { source: new LeasedStore(source), bitDepth, ...nothing }
    this.tracks.set(id, track)
  }

  drop(id: TrackId): void {
    const track = this.tracks.get(id)
    if (!track) return
    this.tracks.delete(id)
    track.isClosed = true
    track.master?.audio?.drop()
    track.upstream?.audio?.drop()
    track.source.drop()
  }

  /** Work on a track; `track-gone` where it is not open. */
  async use<T>(id: TrackId, work: (track: TrackInUse) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const track = this.tracks.get(id)
    if (!track) return fail('track-gone', id)
    const leases: Release[] = [track.source.lease()]
    try {
      return await work(inUse(track, leases))
    } finally {
      for (const release of leases) release()
    }
  }

  /** The source for a reader of whose end nobody tells: its memory is left to the collector. null: not open. */
  lend(id: TrackId): PcmStore | null {
    const track = this.tracks.get(id)
    track?.source.lease()
    return track?.source.store ?? null
  }
}

const inUse = (track: LoadedTrack, leases: Release[]): TrackInUse => {
  const hold = <T>(held: Held<T> | null): T | null => {
    if (held?.audio) leases.push(held.audio.lease())
    return held?.value ?? null
  }
  /** What was there may go; so may the new one, where the track was closed meanwhile. */
  const replaced = <T>(old: Held<T> | null, held: Held<T>): Held<T> => {
    old?.audio?.drop()
    if (track.isClosed) held.audio?.drop()
    return held
  }
  return {
    source: track.source.store,
    bitDepth: track.bitDepth,
    master: () => hold(track.master),
    setMaster: (master, store) => {
      const audio = new LeasedStore(store)
      track.master = replaced(track.master, { value: master, audio })
    },
    upstreams: {
      get: (key) =>
        track.upstream?.value.key === key ? (hold(track.upstream) ?? undefined) : undefined,
      set: (upstream, store) => {
        const held = { value: upstream, audio: store && new LeasedStore(store) }
        hold(held)
        track.upstream = replaced(track.upstream, held)
      },
    },
  }
}
