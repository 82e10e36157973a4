import { TEXT_TAGS, type TextTag, type TextTags } from '../../../core/tags'

/** The name of each field as Vorbis comments have it (Xiph, "Ogg Vorbis I format specification: comment field"). */
export const VORBIS_NAMES: Readonly<Record<TextTag, string>> = {
  title: 'TITLE',
  artist: 'ARTIST',
  album: 'ALBUM',
  albumArtist: 'ALBUMARTIST',
  track: 'TRACKNUMBER',
  disc: 'DISCNUMBER',
  date: 'DATE',
  genre: 'GENRE',
  comment: 'COMMENT',
  composer: 'COMPOSER',
  copyright: 'COPYRIGHT',
  label: 'ORGANIZATION',
  isrc: 'ISRC',
  barcode: 'BARCODE',
}

/** The fields that say something, in their order. */
export const filledTexts = (tags: TextTags): [field: TextTag, value: string][] =>
  TEXT_TAGS.flatMap((field) => {
    const value = tags[field]
    return value ? [[field, value] as [TextTag, string]] : []
  })

/** "3/10" as its two numbers, "3" as one; null where it is something else. */
export const numbersOf = (
  text: string | undefined,
): { readonly number: number; readonly total: number } | null => {
  const [, number, total] = /^0*(\d{1,4})(?:\/0*(\d{1,4}))?$/.exec(text ?? '') ?? []
  return number === undefined ? null : { number: Number(number), total: Number(total ?? 0) }
}
