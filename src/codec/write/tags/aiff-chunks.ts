import type { Marker, Tags } from '../../../core/tags'
import { ByteBuilder } from '../byte-builder'
import { utf8, utf8Within } from '../utf8'
import { id3Tag } from './id3-tag'

const TEXTS = { title: 'NAME', artist: 'AUTH', copyright: '(c) ', comment: 'ANNO' } as const
/** A name is counted in one byte. */
const MOST_NAME_BYTES = 255

/**
 * The chunks of an AIFF file that say what it is of (Audio Interchange File Format 1.3): its four texts for old
 * readers, an `ID3 ` chunk with everything for all others, and markers, whose lengths it cannot hold.
 */
export const aiffChunks = (tags: Tags): Uint8Array => {
  const chunks = new ByteBuilder('big-endian')
  for (const [field, id] of Object.entries(TEXTS)) {
    const text = tags[field as keyof typeof TEXTS]
    if (text) chunks.bytes(aiffChunk(id, utf8(text)))
  }
  if (tags.markers?.length) chunks.bytes(aiffChunk('MARK', markerList(tags.markers)))
  const id3 = id3Tag(tags)
  if (id3) chunks.bytes(aiffChunk('ID3 ', id3))
  return chunks.done()
}

const aiffChunk = (id: string, body: Uint8Array): Uint8Array =>
  new ByteBuilder('big-endian')
    .latin1(id)
    .u32(body.length)
    .bytes(body)
    .zeros(body.length % 2)
    .done()

const markerList = (markers: readonly Marker[]): Uint8Array => {
  const list = new ByteBuilder('big-endian').u16(markers.length)
  for (const [index, { atFrame, label }] of markers.entries()) {
    const name = utf8Within(label, MOST_NAME_BYTES)
    list
      .u16(index + 1)
      .u32(atFrame)
      .u8(name.length)
      .bytes(name)
    list.zeros((name.length + 1) % 2)
  }
  return list.done()
}
