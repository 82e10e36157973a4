import type { ByteSource } from '../../../core/byte-source'
import type { Tags, TextTag } from '../../../core/tags'
import { addUnread, type CollectedTags, joinedTags } from './collector'
import { decodeText } from './text'

const TAG_BYTES = 128
/** Behind "TAG": places and sizes of its texts (id3.org, "ID3v1"). */
const TEXTS: readonly (readonly [field: TextTag, at: number, bytes: number])[] = [
  ['title', 3, 30],
  ['artist', 33, 30],
  ['album', 63, 30],
  ['date', 93, 4],
  ['comment', 97, 30],
]
/** In version 1.1 behind a zero at the end of the comment. */
const TRACK_AT = 126
const GENRE_AT = 127
const NO_GENRE = 255

/** `tags` with what the tag that closes an old MP3 says beside them; its genre is a number of a list, and is not read. */
export const withId3v1 = async (source: ByteSource, tags: Tags): Promise<Tags> => {
  const from = source.sizeBytes - TAG_BYTES
  const bytes = from < 0 ? new Uint8Array(0) : await source.read(from, TAG_BYTES)
  if (decodeText(bytes.subarray(0, 3)) !== 'TAG') return tags
  const found: CollectedTags = {}
  for (const [field, at, size] of TEXTS) {
    const text = decodeText(bytes.subarray(at, at + size))
    if (text) found[field] = text
  }
  const track = bytes[TRACK_AT] ?? 0
  if (bytes[TRACK_AT - 1] === 0 && track > 0) found.track = String(track)
  if (!tags.genre && (bytes[GENRE_AT] ?? NO_GENRE) < NO_GENRE) addUnread(found, 'genre of ID3v1')
  return joinedTags(tags, found)
}
