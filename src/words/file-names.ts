import type { TextTags } from '../core/tags'
import type { TrackId } from '../core/track'

/** What a file name may tell. */
export interface NameFields {
  readonly id: TrackId
  /** The source's name without its extension, told apart from the others'. */
  readonly name: string
  readonly tags: TextTags
  readonly targetLufs: number | null
  /** Of the file, Hz. */
  readonly sampleRate: number
}

/** "Song.flac" → "Song (master)" */
export const DEFAULT_NAME_TEMPLATE = '{name} (master)'
const MASTER = ' (master)'

/** Fields of a template, as people write them. */
export const NAME_FIELDS = ['name', 'title', 'artist', 'album', 'track', 'target', 'rate'] as const

/** What Windows refuses in a name, browsers in a folder that is written into, and both more than any other. */
const ILLEGAL = /[<>:"/\\|?*\p{Cc}]+/gu
/** Names of devices, whatever ending they have (Microsoft, "Naming Files, Paths, and Namespaces"). */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])\s*(\..*)?$/i
/** UTF-8 bytes: with a number and the longest ending behind it no name is longer than the 255 that file systems take. */
const MOST_BYTES = 200

/** A file's name without extension; the usual one where the template says nothing. */
export const fileStem = (template: string, fields: NameFields): string => {
  // As it stands, but for what only the system takes that the file came from.
  const usual = `${within(fields.name.replace(ILLEGAL, '_'), MOST_BYTES - MASTER.length)}${MASTER}`
  if (template.trim() === DEFAULT_NAME_TEMPLATE) return usual
  const values = valuesOf(fields)
  const filled = template.replace(/\{(\w+)\}/g, (whole, field: string) =>
    Object.hasOwn(values, field.toLowerCase()) ? (values[field.toLowerCase()] ?? '') : whole,
  )
  return sanitised(filled) || usual
}

/** Names for all tracks, no two alike whatever the case or the spelling of their letters; a track's own depends on those before it only. */
export const fileStems = (
  template: string,
  tracks: readonly NameFields[],
): ReadonlyMap<TrackId, string> => {
  const taken = new Set<string>()
  return new Map(
    tracks.map((fields) => {
      const stem = fileStem(template, fields)
      let unique = stem
      for (let count = 2; taken.has(spelt(unique)); count++) unique = `${stem} (${count})`
      taken.add(spelt(unique))
      return [fields.id, unique]
    }),
  )
}

/** As file systems compare names that tell neither "É" from "é" nor one character from an "e" with its accent behind it. */
const spelt = (name: string): string => name.normalize('NFC').toLowerCase()

const valuesOf = ({
  name,
  tags,
  targetLufs,
  sampleRate,
}: NameFields): Readonly<Record<string, string>> => ({
  name,
  title: tags.title ?? name,
  artist: tags.artist ?? '',
  album: tags.album ?? '',
  track: (tags.track ?? '').replace(/\/.*$/, '').padStart(tags.track ? 2 : 0, '0'),
  target: targetLufs === null ? '' : `${Math.round(10 * targetLufs) / 10} LUFS`,
  rate: `${sampleRate / 1000} kHz`,
})

/** A template as it was filled in, without what an empty field leaves at the ends. */
const sanitised = (text: string): string =>
  fileName(
    fileName(text)
      .replace(/\s+/g, ' ')
      .replace(/^[\s\-–_]+|[\s\-–_.]+$/g, ''),
  )

/** A text as a file's name, or the start of one, that every file system takes; '' where nothing is left of it. */
export const fileName = (text: string): string => {
  const name = within(text.replace(ILLEGAL, '_').normalize('NFC'), MOST_BYTES).replace(
    /[\s.]+$/,
    '',
  )
  return RESERVED.test(name) ? `_${name}` : name
}

/** As many of the first characters as fit into so many bytes of UTF-8. */
const within = (text: string, mostBytes: number): string => {
  let bytes = 0
  let kept = ''
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4
    if (bytes > mostBytes) break
    kept += character
  }
  return kept
}
