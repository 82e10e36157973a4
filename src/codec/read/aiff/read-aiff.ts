import type { ByteSource } from '../../../core/byte-source'
import { fail, type Outcome } from '../../../core/outcome'
import { BYTES_PER_SAMPLE } from '../../../dsp/pack'
import { ascii, readView } from '../byte-view'
import { parseId3 } from '../id3'
import { readPcm } from '../pcm/read-pcm'
import type { AudioReader } from '../services'
import { decodeText } from '../text'
import { type AiffFormat, parseCommon } from './aiff-format'

const FORM_HEAD_BYTES = 12
const CHUNK_HEAD_BYTES = 8
/** Offset and block size stand before the samples. */
const SOUND_HEAD_BYTES = 8
const MAX_CHUNKS = 1024
const MAX_TAG_BYTES = 2 ** 18
/** What sox writes to a pipe, where it cannot come back to fill the size in, or a frame less. */
const SOX_STREAMED_SIZE = 0x7f000008
const UNKNOWN_SIZE = 0xffffffff

/** AIFF and AIFF-C with plain samples of either byte order. */
export const readAiff: AudioReader = async (source, services) => {
  const head = await readView(source, 0, FORM_HEAD_BYTES)
  const container = ascii(head, 8, 4) === 'AIFC' ? 'AIFC' : 'AIFF'
  const found = await scanChunks(source, container === 'AIFC')
  if (!found.format) return fail('header-truncated')
  if (!found.format.ok) return found.format
  const { lengthFrames, ...format } = found.format.value
  if (!found.sound) {
    const declaredEnd = head.getUint32(4) + CHUNK_HEAD_BYTES
    return fail(declaredEnd > source.sizeBytes ? 'header-truncated' : 'no-audio')
  }
  const { offset, sizeBytes } = found.sound
  const { encoding, channelCount } = format.layout
  const framesBytes = lengthFrames * channelCount * BYTES_PER_SAMPLE[encoding]
  const declaredBytes = sizeBytes === null ? null : Math.min(sizeBytes, framesBytes)
  const place = { container, dataOffset: offset, declaredBytes, tags: found.tags }
  return readPcm(source, { ...format, ...place }, services)
}

interface Found {
  format: Outcome<AiffFormat> | null
  sound: { readonly offset: number; readonly sizeBytes: number | null } | null
  tags: Record<string, string>
}

const scanChunks = async (source: ByteSource, compressed: boolean): Promise<Found> => {
  const found: Found = { format: null, sound: null, tags: {} }
  let at = FORM_HEAD_BYTES
  for (let count = 0; count < MAX_CHUNKS; count++) {
    const head = await readView(source, at, CHUNK_HEAD_BYTES)
    if (head.byteLength < CHUNK_HEAD_BYTES) break
    const id = ascii(head, 0, 4)
    const size = head.getUint32(4)
    const body = at + CHUNK_HEAD_BYTES
    const load = (most: number) => source.read(body, Math.min(size, most))
    if (id === 'COMM') {
      const view = await readView(source, body, Math.min(size, 64))
      found.format = parseCommon(view, compressed)
    } else if (id === 'NAME') found.tags.title = decodeText(await load(MAX_TAG_BYTES))
    else if (id === 'AUTH') found.tags.artist = decodeText(await load(MAX_TAG_BYTES))
    else if (id === 'ID3 ' || id === 'id3 ')
      found.tags = { ...found.tags, ...parseId3(await load(MAX_TAG_BYTES)) }
    else if (id === 'SSND' && !found.sound) {
      const sound = await readView(source, body, SOUND_HEAD_BYTES)
      if (sound.byteLength < SOUND_HEAD_BYTES) break
      const skip = SOUND_HEAD_BYTES + sound.getUint32(0)
      const streamed = isStreamed(size, source.sizeBytes - body)
      const sizeBytes = streamed ? null : Math.max(0, size - skip)
      found.sound = { offset: body + skip, sizeBytes }
      if (streamed) break
    }
    at = body + size + (size % 2)
  }
  return found
}

const isStreamed = (size: number, availableBytes: number): boolean => {
  if (size < SOUND_HEAD_BYTES || size === UNKNOWN_SIZE) return true
  const likeSox = size <= SOX_STREAMED_SIZE && size > SOX_STREAMED_SIZE - 32
  return likeSox && size > availableBytes
}
