import { fail } from '../../../core/outcome'
import { ascii, readView } from '../byte-view'
import { readPcm } from '../pcm/read-pcm'
import { readInside } from '../read-inside'
import type { AudioReader } from '../services'
import { scanChunks } from './scan-chunks'

const RIFF_HEAD_BYTES = 12
const CHUNK_HEAD_BYTES = 8

/** WAV: RIFF, RIFX (big-endian), RF64 and BW64, BWF; plain, float, EXTENSIBLE, A-law, µ-law and MP3 inside. */
export const readWav: AudioReader = async (source, services) => {
  const head = await readView(source, 0, RIFF_HEAD_BYTES)
  const magic = ascii(head, 0, 4)
  const littleEndian = magic !== 'RIFX'
  const found = await scanChunks(source, littleEndian)
  const { data, tags, bytesBehind } = found
  const declaredEnd = head.getUint32(4, littleEndian) + CHUNK_HEAD_BYTES
  const isCut = declaredEnd > source.sizeBytes
  if (!found.format || !data) {
    if (found.format?.ok === false) return found.format
    if (found.broken && !isCut) return fail('structure-damaged')
    return fail(isCut || !found.format ? 'header-truncated' : 'no-audio')
  }
  if (!found.format.ok) return found.format
  const { value: format } = found.format
  const container = magic === 'RF64' || magic === 'BW64' ? magic : 'WAV'
  if (format.coding === 'mpeg') {
    const { readMp3 } = await import('../mp3/read-mp3')
    const range = { from: data.offset, to: data.offset + (data.declaredBytes ?? source.sizeBytes) }
    return readInside(readMp3, source, range, services, { container, tags })
  }
  const place = { dataOffset: data.offset, declaredBytes: data.declaredBytes, bytesBehind, tags }
  return readPcm(source, { container, ...format, ...place }, services)
}
