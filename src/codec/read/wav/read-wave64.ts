import { fail } from '../../../core/outcome'
import { ascii, getUint64, readView } from '../byte-view'
import { readPcm } from '../pcm/read-pcm'
import type { AudioReader } from '../services'
import { parseWaveFormat, type WaveFormat } from './wave-format'

/** The riff chunk's head and the wave GUID. */
const FILE_HEAD_BYTES = 40
/** A GUID and a 64-bit size, which counts itself. */
const CHUNK_HEAD_BYTES = 24
const ALIGNMENT = 8
const MAX_CHUNKS = 1024

/** Sony Wave64: WAV with GUIDs for names and 64-bit sizes. The GUIDs start with WAV's own four letters. */
export const readWave64: AudioReader = async (source, services) => {
  let format: WaveFormat | null = null
  let at = FILE_HEAD_BYTES
  for (let count = 0; count < MAX_CHUNKS; count++) {
    const head = await readView(source, at, CHUNK_HEAD_BYTES)
    if (head.byteLength < CHUNK_HEAD_BYTES) break
    const id = ascii(head, 0, 4)
    const size = getUint64(head, 16, true)
    const dataOffset = at + CHUNK_HEAD_BYTES
    if (id === 'fmt ') {
      const parsed = parseWaveFormat(await readView(source, dataOffset, 64), true)
      if (!parsed.ok) return parsed
      if (parsed.value.coding) return fail('format-unsupported', 'MPEG audio in Wave64')
      format = parsed.value
    } else if (id === 'data' && format) {
      // A writer that could not come back leaves less than a head's size, or an absurd one.
      const streamed = size < CHUNK_HEAD_BYTES || !Number.isSafeInteger(size)
      const declaredBytes = streamed ? null : size - CHUNK_HEAD_BYTES
      const place = { container: 'Wave64', dataOffset, declaredBytes, tags: {} }
      return readPcm(source, { ...format, ...place }, services)
    }
    if (size < CHUNK_HEAD_BYTES) break
    at += Math.ceil(size / ALIGNMENT) * ALIGNMENT
  }
  return fail('header-truncated')
}
