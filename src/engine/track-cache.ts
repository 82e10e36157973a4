import type { Recipe } from '../chain/recipe'
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
  /** The newest finished master; null before there is one, and where it was let go: see `engine/made-again`. */
  master(): DeliverableMaster | null
  /** One upstream per track: the newest. */
  readonly upstreams: UpstreamCache
  /** Puts the job's own master, rendered into `store` from the recipe `madeFrom`, in place of the last one. */
  setMaster(master: DeliverableMaster, store: PcmStore, madeFrom: Recipe | null): void
  /** What the newest master was rendered from, where that was let go; null where it was not. */
  lostMaster(): Recipe | null
  /** Was an upstream of this key let go, and none put in its place? */
  hasLostUpstream(key: string): boolean
}

interface Held<T> {
  readonly value: T
  /** What it is made of, but for the source. */
  readonly stores: readonly LeasedStore[]
}

/** Everything that the engine holds of one track. */
interface LoadedTrack {
  readonly source: LeasedStore
  readonly bitDepth: number | null
  master: (Held<DeliverableMaster> & { readonly madeFrom: Recipe | null }) | null
  upstream: Held<Upstream> | null
  lostMaster: Recipe | null
  lostUpstream: string | null
  /** Jobs at work on it. */
  jobs: number
  isClosed: boolean
}

/**
 * Masters and upstreams take so much, all tracks together, before those of tracks that were not used for longest are let go:
 * three songs of four minutes. The newest track keeps its own, however long, and so does the one that was lent last.
 */
const MOST_RENDERED_BYTES = 2 ** 29

/** The open tracks. What is replaced or closed gives its memory back as soon as nobody reads it. */
export class TrackCache {
  /** The one that was used last comes last. */
  private readonly tracks = new Map<TrackId, LoadedTrack>()
  private readonly mostRenderedBytes: number
  /** It is shown and listened to: its master is what will be asked for, though others were worked on since. */
  private lent: TrackId | null = null

  constructor(mostRenderedBytes = MOST_RENDERED_BYTES) {
    this.mostRenderedBytes = mostRenderedBytes
  }

  /** In place of what was there under this id. */
  put(id: TrackId, source: PcmStore, bitDepth: number | null): void {
    this.drop(id)
    this.tracks.set(id, {
      source: new LeasedStore(source),
      bitDepth,
      master: null,
      upstream: null,
      lostMaster: null,
      lostUpstream: null,
      jobs: 0,
      isClosed: false,
    })
  }

  drop(id: TrackId): void {
    const track = this.tracks.get(id)
    if (!track) return
    this.tracks.delete(id)
    track.isClosed = true
    dropAll(track.master)
    dropAll(track.upstream)
    track.source.drop()
  }

  /** Work on a track; `track-gone` where it is not open. */
  async use<T>(id: TrackId, work: (track: TrackInUse) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const track = this.tracks.get(id)
    if (!track) return fail('track-gone', id)
    const leases: Release[] = [track.source.lease()]
    this.tracks.delete(id)
    this.tracks.set(id, track)
    track.jobs++
    try {
      return await work(inUse(track, leases))
    } finally {
      track.jobs--
      for (const release of leases) release()
      this.letGo()
    }
  }

  /** Lets go what nobody has used for longest, until all of it is within the budget. */
  private letGo(): void {
    const idle = [...this.tracks]
      .slice(0, -1)
      .filter(([id, { jobs }]) => jobs === 0 && id !== this.lent)
    let rendered = 0
    for (const track of this.tracks.values()) rendered += renderedBytes(track)
    for (const [, track] of idle) {
      if (rendered <= this.mostRenderedBytes) return
      rendered -= renderedBytes(track)
      loseUpstream(track)
      loseMaster(track)
    }
  }

  /** Tracks that something was let go of, and not made again. */
  get tracksLetGo(): number {
    const lost = ({ lostMaster, lostUpstream }: LoadedTrack): boolean =>
      lostMaster !== null || lostUpstream !== null
    return [...this.tracks.values()].filter(lost).length
  }

  /** The source for a reader of whose end nobody tells: its memory is left to the collector. null: not open. */
  lend(id: TrackId): PcmStore | null {
    const track = this.tracks.get(id)
    track?.source.lease()
    this.lent = id
    return track?.source.store ?? null
  }
}

const dropAll = (held: Held<unknown> | null): void => {
  for (const store of held?.stores ?? []) store.drop()
}

const bytesOf = (held: Held<unknown> | null): number => {
  const samples = held?.stores.map(({ store }) => store.lengthFrames * store.channelCount) ?? []
  return samples.reduce((sum, count) => sum + count, 0) * Float32Array.BYTES_PER_ELEMENT
}

const renderedBytes = ({ master, upstream }: LoadedTrack): number =>
  bytesOf(master) + bytesOf(upstream)

const loseUpstream = (track: LoadedTrack): void => {
  if (!track.upstream) return
  track.lostUpstream = track.upstream.value.key
  dropAll(track.upstream)
  track.upstream = null
}

/** One that nobody could make again stays. */
const loseMaster = (track: LoadedTrack): void => {
  if (!track.master?.madeFrom) return
  track.lostMaster = track.master.madeFrom
  dropAll(track.master)
  track.master = null
}

const inUse = (track: LoadedTrack, leases: Release[]): TrackInUse => {
  const hold = <T>(held: Held<T> | null): T | null => {
    for (const store of held?.stores ?? []) leases.push(store.lease())
    return held?.value ?? null
  }
  /** What was there may go; so may the new one, where the track was closed meanwhile. */
  const replace = <T>(old: Held<T> | null, held: Held<T>): void => {
    dropAll(old)
    if (track.isClosed) dropAll(held)
  }
  return {
    source: track.source.store,
    bitDepth: track.bitDepth,
    master: () => hold(track.master),
    setMaster: (master, store, madeFrom) => {
      const held = { value: master, stores: [new LeasedStore(store)] }
      replace(track.master, held)
      track.master = { ...held, madeFrom }
      track.lostMaster = null
    },
    lostMaster: () => track.lostMaster,
    hasLostUpstream: (key) => track.lostUpstream === key,
    upstreams: {
      get: (key) =>
        track.upstream?.value.key === key ? (hold(track.upstream) ?? undefined) : undefined,
      set: (upstream, stores) => {
        const held = { value: upstream, stores: stores.map((store) => new LeasedStore(store)) }
        hold(held)
        replace(track.upstream, held)
        track.upstream = held
        track.lostUpstream = null
      },
    },
  }
}
