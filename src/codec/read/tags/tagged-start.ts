import type { ByteSource } from '../../../core/byte-source'
import type { CollectedTags } from './collector'
import { id3Length, parseId3 } from './id3'

const HEAD_BYTES = 10
/** Tags in a row: two have been seen, thousands would be an attack. */
const MAX_TAGS = 8
const MAX_TAG_BYTES = 2 ** 24

/** Where the audio begins: behind any ID3v2 tags. They stand before MP3, and some taggers put them elsewhere too. */
export const findAudioStart = async (source: ByteSource): Promise<number> => {
  let at = 0
  for (let count = 0; count < MAX_TAGS; count++) {
    const length = id3Length(await source.read(at, HEAD_BYTES))
    if (length === 0) break
    at += length
  }
  return at
}

/** Tags of an ID3v2 tag at the very start; empty without one. */
export const readId3 = async (source: ByteSource): Promise<CollectedTags> => {
  const length = id3Length(await source.read(0, HEAD_BYTES))
  return length === 0 ? {} : parseId3(await source.read(0, Math.min(length, MAX_TAG_BYTES)))
}
