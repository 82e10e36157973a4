import type { TextTag } from '../core/tags'

/** What a person calls the fields of a file's tags. */
export const TAG_LABELS: Readonly<Record<TextTag, string>> = {
  title: 'Title',
  artist: 'Artist',
  album: 'Album',
  albumArtist: 'Album artist',
  track: 'Track',
  disc: 'Disc',
  date: 'Year',
  genre: 'Genre',
  comment: 'Comment',
  composer: 'Composer',
  copyright: 'Copyright',
  label: 'Label',
  isrc: 'ISRC',
  barcode: 'UPC',
}
