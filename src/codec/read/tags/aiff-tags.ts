import type { ByteSource } from '../../../core/byte-source'
import type { Marker } from '../../../core/tags'
import { readView } from '../byte-view'
import type { ChunkHead } from '../riff/next-chunk'
import { addUnread, type CollectedTags, joinedTags } from './collector'
import { parseId3 } from './id3'
import { decodeText } from './text'

const MAX_TAG_BYTES = 2 ** 24
const TEXTS = { NAME: 'title', AUTH: 'artist', '(c) ': 'copyright', ANNO: 'comment' } as const
/** Loops of an instrument, comments with a time, MIDI, data of programs. */
const UNREAD = ['INST', 'COMT', 'MIDI', 'APPL']

/** Takes what a chunk of an AIFF file says of the music: its four text chunks, ID3, markers. */
export const takeAiffTag = async (
  source: ByteSource,
  { id, body, size }: ChunkHead,
  tags: CollectedTags,
): Promise<void> => {
  const load = () => source.read(body, Math.min(size, MAX_TAG_BYTES))
  if (id in TEXTS) {
    const text = decodeText(await load())
    const field = TEXTS[id as keyof typeof TEXTS]
    if (text && id === 'ANNO' && tags.comment !== undefined && tags.comment !== text)
      addUnread(tags, id)
    if (text) tags[field] ??= text
  } else if (id === 'ID3 ' || id === 'id3 ')
    Object.assign(tags, joinedTags(parseId3(await load()), tags))
  else if (UNREAD.includes(id)) addUnread(tags, id)
  else if (id === 'MARK') {
    const markers = markersOf(await readView(source, body, Math.min(size, MAX_TAG_BYTES)))
    if (markers.length > 0) tags.markers = markers
  }
}

/** Number, position and a counted name each (AIFF 1.3, "The Marker Chunk"). */
const markersOf = (view: DataView): Marker[] => {
  const markers: Marker[] = []
  let at = 2
  for (let left = view.byteLength < 2 ? 0 : view.getUint16(0); left > 0; left--) {
    if (at + 7 > view.byteLength) break
    const length = view.getUint8(at + 6)
    const end = Math.min(at + 7 + length, view.byteLength)
    const label = decodeText(new Uint8Array(view.buffer, view.byteOffset + at + 7, end - at - 7))
    markers.push({ atFrame: view.getUint32(at + 2), lengthFrames: 0, label })
    // The counted name is padded to an even length.
    at += 6 + length + 1 + ((length + 1) % 2)
  }
  return markers
}
