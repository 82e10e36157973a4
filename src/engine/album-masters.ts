import type { Album } from '../album/album'
import { arrange } from '../album/arrange'
import { stereoReader } from '../album/stereo-reader'
import type { Recipe } from '../chain/recipe'
import { portion } from '../core/job'
import { fail, type Outcome } from '../core/outcome'
import type { PcmReader, PcmStore } from '../core/pcm-store'
import { deliverMaster } from '../mastering/deliver-master'
import { deliveredFrames } from '../mastering/delivery-rates'
import type { RenderServices, Upstream } from '../mastering/render/upstream'
import type { AlbumRequest } from './album-request'
import { withMaster } from './made-again'
import type { TrackCache, TrackInUse } from './track-cache'

export interface HeldMasters {
  /** At the rate of the album; silence where nothing of a track is asked for. */
  readonly readers: ReadonlyMap<string, PcmReader>
  /** Of the tracks as they were opened, Hz. */
  readonly sourceRates: ReadonlyMap<string, number>
  /** The lowest of those that are heard, dBTP. */
  readonly ceilingDbtp: number
}

/**
 * The masters of all tracks at the rate of the album, held while `work` reads them: crossfades need two at a time, and gains
 * and tries under a ceiling read them all again. What they take beyond the budget of audio lies on the disk, as of any track.
 * One is made after the other, with progress, and of each nothing but its master stays. Those that are not heard in the stretch
 * that is asked for are neither made again nor converted: whoever listens to one track does not wait for all. `services`:
 * their job is for the masters alone.
 */
export const withMasters = async <T>(
  request: AlbumRequest,
  cache: TrackCache,
  services: RenderServices,
  work: (masters: HeldMasters) => Promise<Outcome<T>>,
): Promise<Outcome<T>> => {
  const { album, sampleRate } = request
  const readers = new Map<string, PcmReader>()
  const sourceRates = new Map<string, number>()
  const converted: PcmStore[] = []
  let ceilingDbtp = Number.POSITIVE_INFINITY
  for (const id of new Set(album.tracks.map(({ trackId }) => trackId))) {
    const known = await cache.use(id, async ({ source }) => {
      const frames = deliveredFrames(source.lengthFrames, source.sampleRate, sampleRate)
      readers.set(id, silence(sampleRate, frames))
      sourceRates.set(id, source.sampleRate)
      return { ok: true, value: null }
    })
    if (!known.ok) return known
  }
  const ids = [...heardTracks(request, readers)]
  const hold = (at: number): Promise<Outcome<T>> => {
    const id = ids[at]
    if (id === undefined) return work({ readers, sourceRates, ceilingDbtp })
    return cache.use(id, async (used) => {
      const job = portion(services.job, at / ids.length, (at + 1) / ids.length)
      const { master: held, services: rendering } = await withMaster(used, { ...services, job })
      if (!held) return fail('track-gone', 'no master yet')
      ceilingDbtp = Math.min(ceilingDbtp, held.recipe.landing.ceilingDbtp)
      if (held.store.sampleRate === sampleRate) readers.set(id, stereoReader(held.store))
      else {
        const master = await convertedMaster(used, held.recipe, sampleRate, rendering)
        converted.push(master)
        readers.set(id, stereoReader(master))
      }
      return hold(at + 1)
    })
  }
  try {
    return await hold(0)
  } finally {
    for (const store of converted) store.release()
  }
}

/** By the upstream that is kept of the track, else by one that is given back again. */
const convertedMaster = async (
  { source, upstreams }: TrackInUse,
  recipe: Recipe,
  sampleRate: number,
  services: RenderServices,
): Promise<PcmStore> => {
  const rendered: PcmStore[] = []
  const borrowed = {
    get: upstreams.get,
    set: (_: Upstream, stores: readonly PcmStore[]) => void rendered.push(...stores),
  }
  try {
    return (await deliverMaster(source, recipe, sampleRate, { ...services, upstreams: borrowed }))
      .master
  } finally {
    for (const store of rendered) store.release()
  }
}

/** Tracks of which something lies in the stretch; all of them where there is none. */
const heardTracks = (
  { album, sampleRate, leadInS, stretch }: AlbumRequest,
  readers: ReadonlyMap<string, PcmReader>,
): ReadonlySet<string> => {
  const audioOf = ({ trackId }: Album['tracks'][number]): PcmReader =>
    readers.get(trackId) ?? silence(sampleRate, 0)
  const { parts } = arrange(album, sampleRate, audioOf, 1, leadInS)
  const isHeard = (at: number): boolean => {
    const part = parts[at]
    if (!stretch || !part) return true
    const endFrame = part.atFrame + part.toFrame - part.fromFrame
    return part.atFrame < stretch.toFrame && endFrame > stretch.fromFrame
  }
  return new Set(album.tracks.filter((_, at) => isHeard(at)).map(({ trackId }) => trackId))
}

/** Of a track that is there with its length only. */
const silence = (sampleRate: number, lengthFrames: number): PcmReader => ({
  sampleRate,
  channelCount: 2,
  lengthFrames,
  read(startFrame, into, frames) {
    const count = Math.max(0, Math.min(frames, lengthFrames - startFrame))
    for (const plane of into) plane.fill(0, 0, count)
    return count
  },
})
