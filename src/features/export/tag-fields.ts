import type { TextTag } from '../../core/tags'

/** The fields of the editor, in its order; what is not among them is handed on as the source has it. */
export const TAG_FIELDS: readonly {
  readonly field: TextTag
  readonly label: string
  readonly hint?: string
}[] = [
  { field: 'title', label: 'Title' },
  { field: 'artist', label: 'Artist' },
  { field: 'album', label: 'Album' },
  { field: 'albumArtist', label: 'Album artist' },
  { field: 'track', label: 'Track', hint: '3/10' },
  { field: 'date', label: 'Year', hint: '2026' },
  { field: 'genre', label: 'Genre' },
  { field: 'isrc', label: 'ISRC', hint: 'QZABC2600001' },
  { field: 'barcode', label: 'UPC' },
  { field: 'comment', label: 'Comment' },
]
