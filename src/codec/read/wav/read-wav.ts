import type { ByteSource } from '../../../core/byte-source'
import { fail, type Outcome } from '../../../core/outcome'
import { ascii, getUint64, readView } from '../byte-view'
import { parseId3 } from '../id3'
import { readPcm } from '../pcm/read-pcm'
import type { AudioReader } from '../services'
import { parseRiffInfo } from './riff-info'
import { parseWaveFormat, type WaveFormat } from './wave-format'

const RIFF_HEAD_BYTES = 12
const CHUNK_HEAD_BYTES = 8
const MAX_CHUNKS = 1024
const MAX_TAG_BYTES = 2 ** 18
const UNKNOWN_SIZE = 0xffffffff
/** What sox writes to a pipe, where it cannot come back to fill the size in, or a frame less. */
const SOX_STREAMED_SIZE = 0x7ffff000

/** WAV: RIFF, RIFX (big-endian), RF64 and BW64, BWF; plain, float and EXTENSIBLE formats. */
export const readWav: AudioReader = async (source, services) => {
  const head = await readView(source, 0, RIFF_HEAD_BYTES)
  const magic = ascii(head, 0, 4)
  const littleEndian = magic !== 'RIFX'
  const found = await scanChunks(source, littleEndian)
  if (!found.format) return fail('header-truncated')
  if (!found.format.ok) return found.format
  const { codec, bitDepth, sampleRate, layout } = found.format.value
  if (!found.data) {
    const declaredEnd = head.getUint32(4, littleEndian) + CHUNK_HEAD_BYTES
    return fail(declaredEnd > source.sizeBytes ? 'header-truncated' : 'no-audio')
  }
  const { offset, declaredBytes } = found.data
  const container = magic === 'RF64' || magic === 'BW64' ? magic : 'WAV'
  const place = { dataOffset: offset, declaredBytes, tags: found.tags }
  return readPcm(source, { container, codec, bitDepth, sampleRate, layout, ...place }, services)
}

interface Found {
  format: Outcome<WaveFormat> | null
  data: { readonly offset: number; readonly declaredBytes: number | null } | null
  tags: Record<string, string>
}

const scanChunks = async (source: ByteSource, littleEndian: boolean): Promise<Found> => {
  const found: Found = { format: null, data: null, tags: {} }
  let longDataBytes: number | null = null
  let at = RIFF_HEAD_BYTES
  for (let count = 0; count < MAX_CHUNKS && at + CHUNK_HEAD_BYTES <= source.sizeBytes; count++) {
    const head = await readView(source, at, CHUNK_HEAD_BYTES)
    if (head.byteLength < CHUNK_HEAD_BYTES) break
    const id = ascii(head, 0, 4)
    let size = head.getUint32(4, littleEndian)
    const body = at + CHUNK_HEAD_BYTES
    const load = (most: number) => readView(source, body, Math.min(size, most))
    if (id === 'ds64') {
      const ds64 = await load(16)
      const bytes = ds64.byteLength >= 16 ? getUint64(ds64, 8, true) : 0
      if (bytes > 0 && Number.isSafeInteger(bytes)) longDataBytes = bytes
    } else if (id === 'fmt ') found.format = parseWaveFormat(await load(64), littleEndian)
    else if (id === 'LIST')
      found.tags = { ...parseRiffInfo(await load(MAX_TAG_BYTES), littleEndian), ...found.tags }
    else if (id === 'id3 ' || id === 'ID3 ') {
      const view = await load(MAX_TAG_BYTES)
      const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
      found.tags = { ...found.tags, ...parseId3(bytes) }
    } else if (id === 'data' && !found.data) {
      if (size === UNKNOWN_SIZE && longDataBytes !== null) size = longDataBytes
      const streamed = await isStreamed(source, body, size, littleEndian)
      found.data = { offset: body, declaredBytes: streamed ? null : size }
      if (streamed) break
    }
    at = body + size + (size % 2)
  }
  return found
}

/** Whether the data chunk's size was never filled in: all ones, sox's constant, or 0 with audio behind. */
const isStreamed = async (
  source: ByteSource,
  body: number,
  size: number,
  littleEndian: boolean,
): Promise<boolean> => {
  if (size === UNKNOWN_SIZE) return true
  if (size <= SOX_STREAMED_SIZE && size > SOX_STREAMED_SIZE - 32)
    return body + size > source.sizeBytes
  if (size !== 0 || body >= source.sizeBytes) return false
  const riff = await readView(source, 0, CHUNK_HEAD_BYTES)
  return riff.getUint32(4, littleEndian) + CHUNK_HEAD_BYTES !== source.sizeBytes
}
