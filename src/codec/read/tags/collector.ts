import type {
  Broadcast,
  KeptChunk,
  Marker,
  NamedText,
  Picture,
  Sampler,
  Tags,
  TextTag,
} from '../../../core/tags'

type Texts = { -readonly [name in TextTag]?: string }

/** Tags as parsers find them; `Tags` when nothing more comes. */
export interface CollectedTags extends Texts {
  cover?: Picture
  others?: NamedText[]
  broadcast?: Broadcast
  markers?: Marker[]
  sampler?: Sampler
  kept?: KeptChunk[]
  outdated?: string[]
  unread?: string[]
}

/** What mastering makes false. */
const FALSE_AFTER_MASTERING = /^(REPLAYGAIN_|R128_|ITUNNORM|MQAENCODER|ORIGINALSAMPLERATE)/
/** What only its writer had a use for, and every file gets anew. */
const OF_THE_FILE =
  /^(ITUNSMPB|ENCODER$|ENCODED-BY$|ENCODING|WAVEFORMATEXTENSIBLE|METADATA_BLOCK_PICTURE|COVERART|LENGTH$)/

/** Keeps a text that has no field; of one that mastering makes false its name alone. */
export const addOther = (tags: CollectedTags, name: string, value: string): void => {
  const upper = name.toUpperCase()
  if (!upper || !value || OF_THE_FILE.test(upper)) return
  if (FALSE_AFTER_MASTERING.test(upper)) addOutdated(tags, upper)
  else {
    tags.others ??= []
    tags.others.push({ name: upper, value })
  }
}

/** Notes what mastering makes false by its name alone. */
export const addOutdated = (tags: CollectedTags, name: string): void => {
  tags.outdated = [...new Set([...(tags.outdated ?? []), name])]
}

/** Notes that something is there that is not read; what only its file had a use for is passed over. */
export const addUnread = (tags: CollectedTags, name: string): void => {
  const upper = name.toUpperCase()
  if (OF_THE_FILE.test(upper)) return
  if (FALSE_AFTER_MASTERING.test(upper)) addOutdated(tags, upper)
  else tags.unread = [...new Set([...(tags.unread ?? []), name])]
}

export const FURTHER_PICTURES = 'further pictures'

/** What two places of one file say: the first one's texts win, and whatever may be said more than once is taken from both. */
export const joinedTags = (first: Tags, second: Tags): Tags => {
  const others = [...(first.others ?? []), ...(second.others ?? [])]
  const isNew = ({ name, value }: NamedText, at: number): boolean =>
    others.findIndex((other) => other.name === name && other.value === value) === at
  const named = (key: 'outdated' | 'unread') => {
    const names = [...new Set([...(first[key] ?? []), ...(second[key] ?? [])])]
    return names.length > 0 ? { [key]: names } : {}
  }
  return {
    ...second,
    ...first,
    ...(others.length > 0 && { others: others.filter(isNew) }),
    ...named('outdated'),
    ...named('unread'),
  }
}

/** Vorbis comment names, which other formats' free fields use too. */
export const TEXT_TAG_OF_NAME: Readonly<Record<string, TextTag>> = {
  TITLE: 'title',
  ARTIST: 'artist',
  ALBUM: 'album',
  ALBUMARTIST: 'albumArtist',
  'ALBUM ARTIST': 'albumArtist',
  TRACKNUMBER: 'track',
  DISCNUMBER: 'disc',
  DATE: 'date',
  YEAR: 'date',
  GENRE: 'genre',
  COMMENT: 'comment',
  DESCRIPTION: 'comment',
  COMPOSER: 'composer',
  COPYRIGHT: 'copyright',
  ORGANIZATION: 'label',
  LABEL: 'label',
  PUBLISHER: 'label',
  ISRC: 'isrc',
  BARCODE: 'barcode',
  UPC: 'barcode',
  EAN: 'barcode',
}

/** Puts a text under its field, or with the others; the first value of a field wins. */
export const addNamed = (tags: CollectedTags, name: string, value: string): void => {
  const field = TEXT_TAG_OF_NAME[name.toUpperCase()]
  if (!field) addOther(tags, name, value)
  else if (value && tags[field] === undefined) tags[field] = value
  else if (value && tags[field] !== value) addOther(tags, name, value)
}
