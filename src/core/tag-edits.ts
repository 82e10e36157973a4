import { parseIsrc } from './codes'
import type { Picture, Tags, TextTag } from './tags'

/** What a person says of a track, over what its file says. */
export interface TagEdits {
  /** '' takes a text away. */
  readonly texts: { readonly [field in TextTag]?: string }
  /** null takes the picture away; absent: the file's own. */
  readonly cover?: Picture | null
}

export const NO_TAG_EDITS: TagEdits = { texts: {} }

/** The tags with the edits over them; texts that are only blanks are no texts, and an ISRC is without hyphens. */
export const editedTags = (tags: Tags, { texts, cover }: TagEdits): Tags => {
  const edited: { -readonly [Key in keyof Tags]: Tags[Key] } = { ...tags }
  for (const [field, value] of Object.entries(texts) as [TextTag, string][]) {
    const text = value.trim()
    if (text) edited[field] = text
    else delete edited[field]
  }
  const isrc = edited.isrc && parseIsrc(edited.isrc)
  if (isrc) edited.isrc = isrc
  if (cover) edited.cover = cover
  else if (cover === null) delete edited.cover
  return edited
}
