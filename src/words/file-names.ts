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

/** Fields of a template, as people write them. */
export const NAME_FIELDS = ['name', 'title', 'artist', 'album', 'track', 'target', 'rate'] as const

/** What no file system of today takes, and what ends a name badly on some. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const ILLEGAL = /[<>:"/\\|?*\u0000-\u001f\u007f]+/g
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i
const MOST_LETTERS = 120

/** A file's name without extension; the usual one where the template says nothing. */
export const fileStem = (template: string, fields: NameFields): string => {
  const usual = `${fields.name} (master)`
  // As it stands: a name that a file came with is a name that a file can have.
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

/** Without what file systems refuse, and without what an empty field leaves at the ends. */
const sanitised = (text: string): string => {
  const letters = [...text.replace(ILLEGAL, '_').normalize('NFC')]
  const name = letters
    .slice(0, MOST_LETTERS)
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/^[\s\-–_]+|[\s\-–_.]+$/g, '')
  return RESERVED.test(name) ? `_${name}` : name
}
