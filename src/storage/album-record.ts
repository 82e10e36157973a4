import { isRecord } from '../core/is-record'
import { type AlbumEntry, type AlbumPlan, EMPTY_ALBUM, NEW_ENTRY } from '../store/album'
import type { PreferenceStorage } from './preferences'

/** The plan of an album, and the tracks that were open with it. */
export interface AlbumRecord {
  readonly plan: AlbumPlan
  readonly trackIds: readonly string[]
}

/** The number is the schema's: an entry of another one is not read. */
const KEY = 'trackmaster.album.1'
/** Of gaps, fades and trims, s. */
const LONGEST_S = 86_400

/** What the storage refuses is not kept; work goes on. */
export const writeAlbum = (storage: PreferenceStorage | null, record: AlbumRecord): void => {
  try {
    storage?.setItem(KEY, JSON.stringify(record))
  } catch {
    // Full or forbidden: the page goes on with the plan that it has.
  }
}

export const forgetAlbum = (storage: PreferenceStorage | null): void => storage?.removeItem(KEY)

/** The album that was planned last; null where there is none, or it cannot be read. Never throws. */
export const readAlbum = (storage: PreferenceStorage | null): AlbumRecord | null => {
  try {
    return parseAlbum(JSON.parse(storage?.getItem(KEY) ?? 'null'))
  } catch {
    return null
  }
}

/** Whatever is not legal is as if it had not been set; null for what is no record at all. */
export const parseAlbum = (raw: unknown): AlbumRecord | null => {
  if (!isRecord(raw) || !isRecord(raw.plan)) return null
  const { title, performer, barcode, loudness, targetLufs, order, entries } = raw.plan
  return {
    trackIds: textsOf(raw.trackIds),
    plan: {
      title: textOf(title),
      performer: textOf(performer),
      barcode: textOf(barcode),
      loudness: loudness === 'whole' || loudness === 'loudest' ? loudness : EMPTY_ALBUM.loudness,
      targetLufs: within(targetLufs, -70, 0) ?? EMPTY_ALBUM.targetLufs,
      order: textsOf(order),
      entries: Object.fromEntries(
        Object.entries(isRecord(entries) ? entries : {}).map(([id, entry]) => [id, entryOf(entry)]),
      ),
    },
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

const within = (value: unknown, least: number, most: number): number | null =>
  typeof value === 'number' && value >= least && value <= most ? value : null

const entryOf = (raw: unknown): AlbumEntry => {
  if (!isRecord(raw)) return NEW_ENTRY
  const secondsOf = (key: keyof AlbumEntry, leastS: number): number =>
    within(raw[key], leastS, LONGEST_S) ?? NEW_ENTRY[key]
  return {
    gapBeforeS: secondsOf('gapBeforeS', -LONGEST_S),
    fadeInS: secondsOf('fadeInS', 0),
    fadeOutS: secondsOf('fadeOutS', 0),
    trimStartS: secondsOf('trimStartS', 0),
    trimEndS: secondsOf('trimEndS', 0),
  }
}
