import type { MetadataTags } from 'mediabunny'
import type { NamedText } from '../../../core/tags'
import { NAME_OF_ATOM } from '../../tag-names'
import { addNamed, addUnread, type CollectedTags, FURTHER_PICTURES } from './collector'

const TEXTS = ['title', 'artist', 'album', 'albumArtist', 'genre', 'comment'] as const
/** Atoms of MP4 and free fields that the demuxer leaves as they are. */
const RAW_NAMES: Readonly<Record<string, string>> = {
  '©wrt': 'COMPOSER',
  cprt: 'COPYRIGHT',
  ...NAME_OF_ATOM,
  ISRC: 'ISRC',
  BARCODE: 'BARCODE',
  UPC: 'BARCODE',
  LABEL: 'LABEL',
  COMPOSER: 'COMPOSER',
  COPYRIGHT: 'COPYRIGHT',
}
const ATOM_LETTERS = 4
/** iTunes' atoms that have been read by then, are the file's own, or are told one by one. */
const KNOWN_ATOMS = [
  ...['\u00a9nam', '\u00a9ART', '\u00a9alb', 'aART', '\u00a9gen', 'gnre', '\u00a9cmt', '\u00a9day'],
  ...['trkn', 'disk', 'covr', '\u00a9too', '\u00a9enc', '----', 'meta', 'free', 'hnti', 'tmpo'],
]

/** A free field's name is the last part of its key. */
const lastPart = (key: string): string => key.split(/[:.]/).at(-1) ?? key

/** Tags as the demuxer of MP4 and Matroska finds them, and iTunes' named entries, which it leaves. */
export const mediaTags = (found: MetadataTags, named: readonly NamedText[] = []): CollectedTags => {
  const tags: CollectedTags = {}
  for (const name of TEXTS) {
    const value = found[name]
    if (value) tags[name] = value
  }
  const numbered = (number?: number, total?: number) =>
    number === undefined ? undefined : total === undefined ? `${number}` : `${number}/${total}`
  const track = numbered(found.trackNumber, found.tracksTotal)
  const disc = numbered(found.discNumber, found.discsTotal)
  if (track) tags.track = track
  if (disc) tags.disc = disc
  const date = rawDate(found.raw) ?? found.date?.toISOString().slice(0, 10)
  if (date) tags.date = date
  const image = found.images?.find(({ kind }) => kind === 'coverFront') ?? found.images?.[0]
  if (image) tags.cover = { mimeType: image.mimeType, bytes: image.data }
  if ((found.images?.length ?? 0) > 1) addUnread(tags, FURTHER_PICTURES)
  if (found.beatsPerMinute) addNamed(tags, 'BPM', String(found.beatsPerMinute))
  for (const [key, value] of Object.entries(found.raw ?? {})) {
    const name = RAW_NAMES[key] ?? RAW_NAMES[lastPart(key).toUpperCase()]
    if (name && typeof value === 'string') addNamed(tags, name, value)
    else if (key.length === ATOM_LETTERS && !KNOWN_ATOMS.includes(key)) addUnread(tags, key)
  }
  for (const { name, value } of named) addNamed(tags, name, value)
  return tags
}

/** As the file has it: a year alone must not become the first of January. */
const rawDate = (raw: MetadataTags['raw']): string | undefined => {
  const value = raw?.['©day'] ?? raw?.DATE ?? raw?.DATE_RELEASED
  return typeof value === 'string' ? value : undefined
}
