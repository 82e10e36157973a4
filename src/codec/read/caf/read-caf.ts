import type { ByteSource } from '../../../core/byte-source'
import { fail, type Outcome, ok } from '../../../core/outcome'
import type { SampleEncoding, SampleLayout } from '../../../dsp/pack'
import { ascii, readView } from '../byte-view'
import { readPcm } from '../pcm/read-pcm'
import type { AudioReader } from '../services'
import { decodeText } from '../text'

const FILE_HEAD_BYTES = 8
const CHUNK_HEAD_BYTES = 12
const DESCRIPTION_BYTES = 32
/** The data chunk starts with an edit count. */
const EDIT_COUNT_BYTES = 4
const MAX_CHUNKS = 1024
const MAX_TAG_BYTES = 2 ** 18
const FLAG_FLOAT = 1
const FLAG_LITTLE_ENDIAN = 2

const INTEGERS: readonly (SampleEncoding | undefined)[] = [undefined, 's8', 's16', 's24', 's32']
const FLOATS: Readonly<Record<number, SampleEncoding>> = { 4: 'f32', 8: 'f64' }
const CODED: Readonly<Record<string, string>> = {
  alac: 'ALAC',
  'aac ': 'AAC in CAF',
  ima4: 'IMA ADPCM',
  alaw: 'A-law',
  ulaw: 'µ-law',
  '.mp3': 'MP3 in CAF',
  flac: 'FLAC in CAF',
  opus: 'Opus in CAF',
}
const TAG_NAMES: Readonly<Record<string, string>> = {
  title: 'title',
  artist: 'artist',
  album: 'album',
  year: 'date',
  genre: 'genre',
  'track number': 'track',
  comments: 'comment',
}

/** Core Audio Format with linear PCM of either byte order. */
export const readCaf: AudioReader = async (source, services) => {
  const found = await scanChunks(source)
  if (!found.format) return fail('header-truncated')
  if (!found.format.ok) return found.format
  if (!found.data) return fail('header-truncated')
  const { offset, sizeBytes } = found.data
  const place = { dataOffset: offset, declaredBytes: sizeBytes, tags: found.tags }
  return readPcm(source, { container: 'CAF', ...found.format.value, ...place }, services)
}

interface CafFormat {
  readonly codec: string
  readonly bitDepth: number
  readonly sampleRate: number
  readonly layout: SampleLayout
}

interface Found {
  format: Outcome<CafFormat> | null
  data: { readonly offset: number; readonly sizeBytes: number | null } | null
  tags: Record<string, string>
}

const scanChunks = async (source: ByteSource): Promise<Found> => {
  const found: Found = { format: null, data: null, tags: {} }
  let at = FILE_HEAD_BYTES
  for (let count = 0; count < MAX_CHUNKS; count++) {
    const head = await readView(source, at, CHUNK_HEAD_BYTES)
    if (head.byteLength < CHUNK_HEAD_BYTES) break
    const id = ascii(head, 0, 4)
    // −1: the data runs to the end of the file.
    const size = Number(head.getBigInt64(4))
    const body = at + CHUNK_HEAD_BYTES
    if (id === 'desc')
      found.format = parseDescription(await readView(source, body, DESCRIPTION_BYTES))
    else if (id === 'info')
      found.tags = parseInfo(await source.read(body, Math.min(Math.max(size, 0), MAX_TAG_BYTES)))
    else if (id === 'data' && !found.data) {
      const sizeBytes = size < 0 ? null : Math.max(0, size - EDIT_COUNT_BYTES)
      found.data = { offset: body + EDIT_COUNT_BYTES, sizeBytes }
    }
    if (size < 0) break
    at = body + size
  }
  return found
}

const parseDescription = (view: DataView): Outcome<CafFormat> => {
  if (view.byteLength < DESCRIPTION_BYTES) return fail('header-truncated')
  const sampleRate = view.getFloat64(0)
  const format = ascii(view, 8, 4)
  const flags = view.getUint32(12)
  const bytesPerPacket = view.getUint32(16)
  const framesPerPacket = view.getUint32(20)
  const channelCount = view.getUint32(24)
  const bitDepth = view.getUint32(28)
  if (format !== 'lpcm') return fail('format-unsupported', CODED[format] ?? `CAF ${format}`)
  const float = (flags & FLAG_FLOAT) !== 0
  const width = bytesPerPacket / Math.max(1, framesPerPacket) / channelCount
  const encoding = float ? FLOATS[width] : INTEGERS[width]
  const codec = `${float ? 'IEEE float' : 'PCM'} ${bitDepth}-bit`
  if (!encoding && channelCount <= 2) return fail('format-unsupported', codec)
  const bigEndian = (flags & FLAG_LITTLE_ENDIAN) === 0
  const layout = { encoding: encoding ?? 's16', bigEndian, channelCount }
  return ok({ codec, bitDepth, sampleRate, layout })
}

/** A count, then key and value by turns, each ended by NUL. */
const parseInfo = (bytes: Uint8Array): Record<string, string> => {
  const tags: Record<string, string> = {}
  const strings: string[] = []
  let at = 4
  while (at < bytes.length) {
    const end = bytes.indexOf(0, at)
    const stop = end < 0 ? bytes.length : end
    strings.push(decodeText(bytes.subarray(at, stop)))
    at = stop + 1
  }
  for (let i = 0; i + 1 < strings.length; i += 2) {
    const name = TAG_NAMES[(strings[i] ?? '').toLowerCase()]
    const value = strings[i + 1]
    if (name && value) tags[name] = value
  }
  return tags
}
