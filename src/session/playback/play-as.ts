import type { Analysis } from '../../analysis/analysis'
import { dbToAmplitude } from '../../core/decibels'
import {
  DESTINATIONS,
  type Destination,
  destinationOf,
  predictedPlaybackGainDb,
} from '../../mastering/proposal/destinations'
import type { PerSignal, Room } from '../../monitor/protocol/room'
import type { MasterState, TrackState } from '../../store/tracks'
import type { LiveRecipe } from './live-recipe'
import { ROOMS } from './rooms'

export const AS_DELIVERED = 'as-delivered'

/** Services that keep the levels within an album play all of it by one gain. */
const IN_ALBUM = '-in-album'

/** Is it the open tracks together whose loudness counts? */
export const isByAlbum = (id: string): boolean => id.endsWith(IN_ALBUM)

const serviceOf = (id: string): Destination | undefined =>
  destinationOf(isByAlbum(id) ? id.slice(0, -IN_ALBUM.length) : id)

/** What "Play as" offers, in order. */
export const PLAY_AS: readonly { readonly id: string; readonly label: string }[] = [
  { id: AS_DELIVERED, label: 'As delivered' },
  ...DESTINATIONS.filter(({ raisesQuiet }) => raisesQuiet !== 'as-delivered').flatMap(
    ({ id, label, albumNormalisation }) => [
      { id, label },
      ...(albumNormalisation === 'yes'
        ? [{ id: `${id}${IN_ALBUM}`, label: `${label}, album` }]
        : []),
    ],
  ),
  ...ROOMS,
].map(({ id, label }) => ({ id, label }))

/** Does it set the levels of what it plays? Then matching has no say. */
export const setsLevels = (id: string): boolean => serviceOf(id) !== undefined

/** What a player knows of a file. */
export interface Delivered {
  /** null: not measurable. */
  readonly integratedLufs: number | null
  readonly truePeakDbtp: number
}

/** A measured signal as a file of its own. */
export const deliveredAs = ({ loudness, truePeakDbtp }: Analysis): Delivered => ({
  integratedLufs: loudness.integratedLufs,
  truePeakDbtp,
})

/** A master as it will be delivered: as measured, or before it is rendered with peaks at its ceiling. */
export const deliveredMaster = (
  { recipe, integratedLufs }: LiveRecipe,
  master: MasterState | null,
): Delivered => ({
  integratedLufs,
  truePeakDbtp:
    master?.recipe === recipe ? master.analysis.truePeakDbtp : recipe.landing.ceilingDbtp,
})

/** How both signals are heard. */
export interface Played {
  /** What a service does to their levels; null: nothing sets them. */
  readonly gainDb: PerSignal | null
  readonly room: Room | null
}

/** Spotify's own words: it engages at −1 dB of sample values, with 5 ms of attack and 100 ms of decay. */
const SERVICE_LIMITER = { ceilingDbfs: -1, attackMs: 5, releaseMs: 100 } as const

const PLAIN: Played = { gainDb: null, room: null }
const NO_ROOM = { monoBelowHz: null, filters: [], noise: null, gainDb: 0 } as const

/** How original and master (of the album for one that goes by it) are played as `id`; what is not known, or not measurable, as it was delivered. */
export const playedAs = (
  id: string,
  original: Delivered | null,
  master: Delivered | null,
): Played => {
  const listening = ROOMS.find((room) => room.id === id)
  if (listening) {
    const { room, noise } = listening
    const under = noise?.underDb ?? 0
    const levelDbfs = {
      original: audible(original) - under,
      master: audible(master) - under,
    }
    return {
      gainDb: null,
      room: { ...room, limiter: null, noise: noise ? { ...noise, levelDbfs } : null },
    }
  }
  const destination = serviceOf(id)
  if (!destination) return PLAIN
  const gainDb = {
    original: serviceGainDb(destination, original),
    master: serviceGainDb(destination, master),
  }
  if (destination.raisesQuiet !== 'with-limiter') return { gainDb, room: null }
  return {
    gainDb: { original: Math.min(0, gainDb.original), master: Math.min(0, gainDb.master) },
    room: {
      ...NO_ROOM,
      limiter: {
        ...SERVICE_LIMITER,
        gainDb: { original: Math.max(0, gainDb.original), master: Math.max(0, gainDb.master) },
      },
    },
  }
}

/** What it will be turned up or down by, limiter or not, dB. */
const serviceGainDb = (destination: Destination, delivered: Delivered | null): number =>
  delivered
    ? (predictedPlaybackGainDb(destination, delivered.integratedLufs, delivered.truePeakDbtp) ?? 0)
    : 0

/** Linear gains of a service. */
export const gainsOf = ({ original, master }: PerSignal) => ({
  originalGain: dbToAmplitude(original),
  masterGain: dbToAmplitude(master),
})

const audible = (delivered: Delivered | null): number =>
  delivered?.integratedLufs ?? Number.NEGATIVE_INFINITY

/** What a service turns a track's signal up (with its limiter) or down by, dB; null where none sets the levels. */
export const playedBy = (
  id: string,
  { analysis, master }: Pick<TrackState, 'analysis' | 'master'>,
  album: Readonly<Record<keyof PerSignal, Delivered | null>>,
  signal: keyof PerSignal,
): number | null => {
  const destination = serviceOf(id)
  const measured = signal === 'original' ? analysis : master?.analysis
  if (!destination || !measured) return null
  return serviceGainDb(destination, isByAlbum(id) ? album[signal] : deliveredAs(measured))
}
