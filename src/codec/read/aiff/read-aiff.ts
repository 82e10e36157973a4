import type { ByteSource } from '../../../core/byte-source'
import { fail, type Outcome } from '../../../core/outcome'
import { BYTES_PER_SAMPLE } from '../../../dsp/pack'
import { ascii, readView } from '../byte-view'
import { coreAudioSpeakers, MAX_LAYOUT_BYTES } from '../channels/core-audio-layout'
import { readPcm } from '../pcm/read-pcm'
import { readInside } from '../read-inside'
import { looksLikeMore, meantSize } from '../riff/declared-size'
import { nextChunk } from '../riff/next-chunk'
import type { AudioReader } from '../services'
import { takeAiffTag } from '../tags/aiff-tags'
import type { CollectedTags } from '../tags/collector'
import { type AiffFormat, parseCommon } from './aiff-format'

const FORM_HEAD_BYTES = 12
const CHUNK_HEAD_BYTES = 8
/** Offset and block size stand before the samples. */
const SOUND_HEAD_BYTES = 8
const MAX_CHUNKS = 1024
/** What writers put that do not know the length. */
const UNKNOWN_FRAMES = [0, 0xffffffff]

/** AIFF and AIFF-C: plain samples of either byte order, A-law, µ-law and MP3 inside. */
export const readAiff: AudioReader = async (source, services) => {
  const head = await readView(source, 0, FORM_HEAD_BYTES)
  const container = ascii(head, 8, 4) === 'AIFC' ? 'AIFC' : 'AIFF'
  const found = await scanChunks(source, container === 'AIFC')
  const { sound, tags, bytesBehind } = found
  const isCut = head.getUint32(4) + CHUNK_HEAD_BYTES > source.sizeBytes
  if (!found.format || !sound) {
    if (found.format?.ok === false) return found.format
    if (found.broken && !isCut) return fail('structure-damaged')
    return fail(isCut || !found.format ? 'header-truncated' : 'no-audio')
  }
  if (!found.format.ok) return found.format
  const { lengthFrames, coding, ...format } = found.format.value
  const { offset, sizeBytes } = sound
  if (coding === 'mpeg') {
    const { readMp3 } = await import('../mp3/read-mp3')
    const range = { from: offset, to: offset + (sizeBytes ?? source.sizeBytes) }
    return readInside(readMp3, source, range, services, { container, tags })
  }
  const { encoding, channelCount } = format.layout
  const width = format.companding ? 1 : BYTES_PER_SAMPLE[encoding]
  const framesBytes = lengthFrames * channelCount * width
  const known = UNKNOWN_FRAMES.includes(lengthFrames) ? sizeBytes : framesBytes
  const declaredBytes = sizeBytes === null ? null : Math.min(sizeBytes, known ?? sizeBytes)
  const place = { container, dataOffset: offset, declaredBytes, bytesBehind, tags }
  const speakers = found.layout && coreAudioSpeakers(found.layout, channelCount)
  return readPcm(source, { ...format, ...place, speakers }, services)
}

interface Found {
  format: Outcome<AiffFormat> | null
  sound: { readonly offset: number; readonly sizeBytes: number | null } | null
  /** Body of `CHAN`: what the channels are. */
  layout?: DataView
  tags: CollectedTags
  bytesBehind: number
  broken: boolean
}

const scanChunks = async (source: ByteSource, compressed: boolean): Promise<Found> => {
  const found: Found = { format: null, sound: null, tags: {}, bytesBehind: 0, broken: false }
  let at = FORM_HEAD_BYTES
  for (let count = 0; count < MAX_CHUNKS && at < source.sizeBytes; count++) {
    const chunk = await nextChunk(source, at, false)
    if (!chunk || chunk.id === 'FORM') {
      found.broken = chunk === null
      if (await looksLikeMore(source, at)) found.bytesBehind = source.sizeBytes - at
      break
    }
    const { id, body } = chunk
    let { size } = chunk
    if (id === 'COMM')
      found.format = parseCommon(await readView(source, body, Math.min(size, 64)), compressed)
    else if (id === 'CHAN')
      found.layout = await readView(source, body, Math.min(size, MAX_LAYOUT_BYTES))
    else if (id === 'SSND' && !found.sound) {
      const sound = await readView(source, body, SOUND_HEAD_BYTES)
      if (sound.byteLength < SOUND_HEAD_BYTES) break
      const skip = SOUND_HEAD_BYTES + sound.getUint32(0)
      const sizeBytes = await meantSize(source, body + skip, Math.max(0, size - skip), false)
      found.sound = { offset: body + skip, sizeBytes }
      if (sizeBytes === null) break
      size = Math.max(size, sizeBytes + skip)
    } else await takeAiffTag(source, chunk, found.tags)
    at = body + size + (size % 2)
  }
  return found
}
