import type { Picture, Tags, TextTag } from '../../../core/tags'
import { NAMED_PLACES } from '../../tag-names'
import { bigEndian, box, freeformItem, textData } from '../mp4/boxes'
import { filledTexts, numbersOf, VORBIS_NAMES } from './vorbis-names'

/** iTunes' four letters; fields without any are named entries. */
const ATOMS: Readonly<Partial<Record<TextTag, string>>> = {
  title: '\u00a9nam',
  artist: '\u00a9ART',
  album: '\u00a9alb',
  albumArtist: 'aART',
  date: '\u00a9day',
  genre: '\u00a9gen',
  comment: '\u00a9cmt',
  composer: '\u00a9wrt',
  copyright: 'cprt',
}
const NAMES: Readonly<Partial<Record<TextTag, string>>> = { ...VORBIS_NAMES, label: 'LABEL' }

/** The value's type by the picture's (Apple, QuickTime metadata: well-known types). */
const PICTURE_TYPES: Readonly<Record<string, number>> = {
  'image/jpeg': 13,
  'image/jpg': 13,
  'image/png': 14,
}

/** `ilst` entries of an M4A file, as iTunes writes them; fields that say nothing are left out. */
export const mp4Items = (tags: Tags): Uint8Array[] => [
  ...filledTexts(tags).map(([field, value]) => item(field, value)),
  ...(tags.others ?? []).map(({ name, value }) => {
    const atom = NAMED_PLACES[name]?.mp4
    if (atom) return box(atom, textData(value))
    // By custom in lower case, and read so by players.
    return freeformItem(name.startsWith('REPLAYGAIN_') ? name.toLowerCase() : name, value)
  }),
  ...(tags.cover ? coverItem(tags.cover) : []),
]

const item = (field: TextTag, value: string): Uint8Array => {
  const numbers = field === 'track' || field === 'disc' ? numbersOf(value) : null
  if (numbers) return numbered(field === 'track' ? 'trkn' : 'disk', numbers)
  const atom = ATOMS[field]
  return atom ? box(atom, textData(value)) : freeformItem(NAMES[field] ?? field, value)
}

const BINARY = 0

const numbered = (
  atom: 'trkn' | 'disk',
  { number, total }: { readonly number: number; readonly total: number },
): Uint8Array => {
  const value = bigEndian().u32(BINARY, 0).u16(0, number, total)
  // Apple's track number is two bytes longer than its disc number.
  if (atom === 'trkn') value.u16(0)
  return box(atom, box('data', value.done()))
}

const coverItem = ({ mimeType, bytes }: Picture): Uint8Array[] => {
  const type = PICTURE_TYPES[mimeType.toLowerCase()]
  if (type === undefined) return []
  return [box('covr', box('data', bigEndian().u32(type, 0).bytes(bytes).done()))]
}
