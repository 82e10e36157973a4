import type { KeptChunk, Tags } from '../../../core/tags'
import { ByteBuilder } from '../byte-builder'
import { type BroadcastShape, broadcastChunk } from './broadcast-chunk'
import { id3Tag } from './id3-tag'
import { isrcDocument, mendedAxml, mendedIxml } from './kept-documents'
import { fitsRiffInfo, riffChunk, riffInfo } from './riff-info'
import { cueChunks, samplerChunk } from './riff-points'

/** Id and size before a chunk's body. */
export const CHUNK_HEAD_BYTES = 8

/**
 * The chunks of a WAV file that say what it is of, to stand between `fmt ` and `data`, `bext` first: LIST INFO, an `id3 ` chunk for what
 * INFO cannot hold, points, loops, and what the source had beside.
 */
export const riffChunks = (tags: Tags, shape: BroadcastShape): Uint8Array => {
  const id3 = fitsRiffInfo(tags) ? undefined : id3Tag(tags)
  return new ByteBuilder('little-endian')
    .bytes(
      riffChunk('bext', broadcastChunk(tags, shape)),
      riffInfo(tags),
      ...cueChunks(tags.markers ?? []),
      ...(tags.sampler ? [samplerChunk(tags.sampler, shape.sampleRate)] : []),
      ...keptChunks(tags, shape).map(({ id, bytes }) => riffChunk(id, bytes)),
      ...(id3 ? [riffChunk('id3 ', id3)] : []),
    )
    .done()
}

const keptChunks = (tags: Tags, shape: BroadcastShape): KeptChunk[] => {
  const { kept = [], isrc } = tags
  const mended = kept.map(({ id, bytes }) => {
    if (id === 'iXML') return { id, bytes: mendedIxml(bytes, tags, shape) }
    return { id, bytes: mendedAxml(bytes, isrc) }
  })
  const says = kept.some(({ id }) => id === 'axml')
  return says || !isrc ? mended : [...mended, { id: 'axml', bytes: isrcDocument(isrc) }]
}
