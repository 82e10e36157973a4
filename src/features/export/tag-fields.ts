import type { TextTag } from '../../core/tags'

/** The fields of the editor, in its order; what is not among them is handed on as the source has it. */
export const TAG_FIELDS: readonly {
  readonly field: TextTag
  readonly hint?: string
}[] = [
  { field: 'title' },
  { field: 'artist' },
  { field: 'album' },
  { field: 'albumArtist' },
  { field: 'track', hint: '3/10' },
  { field: 'date', hint: '2026' },
  { field: 'genre' },
  { field: 'isrc', hint: 'QZABC2600001' },
  { field: 'barcode' },
  { field: 'comment' },
]
