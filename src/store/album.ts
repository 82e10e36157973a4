import type { TrackId } from '../core/track'
import type { TrackState } from './tracks'

/** What jobs of the album stand under, where others have their track. */
export const ALBUM_JOB: TrackId = 'album'

/** What jobs of listening to it stand under: an export is not disturbed. */
export const ALBUM_HEARD_JOB: TrackId = 'album-heard'

/** What is heard of the album: the way into a track, or the whole. */
export interface AlbumHeard {
  readonly place: TrackId | 'whole'
  readonly durationSeconds: number
}

/** What a person sets of a track on the album. */
export interface AlbumEntry {
  /** Seconds; below 0 a crossfade. */
  readonly gapBeforeS: number
  readonly fadeInS: number
  readonly fadeOutS: number
  readonly trimStartS: number
  readonly trimEndS: number
}

/** What one gain for all tracks aims at. */
export type AlbumLoudness =
  /** As the tracks were mastered. */
  | 'as-mastered'
  /** The album as a whole is as loud as the target. */
  | 'whole'
  /** Its loudest track is. */
  | 'loudest'

/** An album of the open tracks: plain data. */
export interface AlbumPlan {
  readonly title: string
  readonly performer: string
  /** As typed. */
  readonly barcode: string
  readonly loudness: AlbumLoudness
  readonly targetLufs: number
  /** Tracks in order as far as it was set; others follow as they were opened. */
  readonly order: readonly TrackId[]
  readonly entries: Readonly<Record<TrackId, AlbumEntry>>
}

/** How loud the album is, as it will be written. */
export interface AlbumLevels {
  /** Of all tracks as one, without their pauses: BS.1770-5's gates over the union of their blocks. null: none is loud. */
  readonly wholeLufs: number | null
  readonly loudestLufs: number | null
  /** dBTP */
  readonly truePeakDbtp: number | null
  /** On all tracks alike, dB: tracks keep their relations. */
  readonly gainDb: number
  /** The gain that was wanted would have gone over a ceiling: it stops there. */
  readonly isHeldBack: boolean
}

/** An album that was written and handed to the browser. */
export interface AlbumExported {
  /** Of the archive. */
  readonly name: string
  readonly lossy: boolean
  /** The highest of all files, opened again; null where nobody decodes them here. */
  readonly truePeakDbtp: number | null
  /** The lowest of its masters'. */
  readonly ceilingDbtp: number
  readonly clippedSamples: number
  /** On all tracks alike, so that a codec stays under the ceiling. */
  readonly turnedDownDb: number
}

/** What CDs have between tracks unless told otherwise, s. */
const USUAL_GAP_S = 2

/** A track of which nothing was set. */
export const NEW_ENTRY: AlbumEntry = {
  gapBeforeS: USUAL_GAP_S,
  fadeInS: 0,
  fadeOutS: 0,
  trimStartS: 0,
  trimEndS: 0,
}

export const EMPTY_ALBUM: AlbumPlan = {
  title: '',
  performer: '',
  barcode: '',
  loudness: 'as-mastered',
  targetLufs: -14,
  order: [],
  entries: {},
}

/** The open tracks in the album's order. */
export const albumTracks = <T extends Pick<TrackState, 'id'>>(
  { order }: Pick<AlbumPlan, 'order'>,
  tracks: readonly T[],
): readonly T[] => {
  const place = new Map(order.map((id, index) => [id, index]))
  const placeOf = ({ id }: T): number => place.get(id) ?? Number.MAX_SAFE_INTEGER
  return tracks.toSorted((a, b) => placeOf(a) - placeOf(b) || tracks.indexOf(a) - tracks.indexOf(b))
}

/** What is set of a track on the album. */
export const entryOf = ({ entries }: Pick<AlbumPlan, 'entries'>, id: TrackId): AlbumEntry =>
  entries[id] ?? NEW_ENTRY

/** The album with something else set of one track. */
export const withEntry = (
  plan: AlbumPlan,
  id: TrackId,
  change: Partial<AlbumEntry>,
): AlbumPlan => ({
  ...plan,
  entries: { ...plan.entries, [id]: { ...entryOf(plan, id), ...change } },
})

/** A track at another place, from 0; the ends hold. */
export const withPlace = (
  plan: AlbumPlan,
  tracks: readonly Pick<TrackState, 'id'>[],
  id: TrackId,
  to: number,
): AlbumPlan => {
  const rest = albumTracks(plan, tracks).flatMap((track) => (track.id === id ? [] : [track.id]))
  const at = Math.max(0, Math.min(rest.length, to))
  return { ...plan, order: rest.toSpliced(at, 0, id) }
}
