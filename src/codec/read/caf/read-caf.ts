import type { ByteSource } from '../../../core/byte-source'
import { fail, type Outcome } from '../../../core/outcome'
import { ascii, readView } from '../byte-view'
import { coreAudioSpeakers, MAX_LAYOUT_BYTES } from '../channels/core-audio-layout'
import { readPcm } from '../pcm/read-pcm'
import { readInside } from '../read-inside'
import type { AudioReader } from '../services'
import { parseCafInfo } from '../tags/caf-info'
import { addUnread, type CollectedTags } from '../tags/collector'
import { type CafFormat, DESCRIPTION_BYTES, parseDescription } from './caf-format'

const FILE_HEAD_BYTES = 8
const CHUNK_HEAD_BYTES = 12
/** The data chunk starts with an edit count. */
const EDIT_COUNT_BYTES = 4
const MAX_CHUNKS = 1024
const MAX_TAG_BYTES = 2 ** 24
/** Markers, regions, instruments, texts by number, MIDI. */
const UNREAD = ['mark', 'regn', 'inst', 'strg', 'midi']

/** Core Audio Format: plain samples of either byte order, A-law, µ-law, ALAC and MP3 inside. */
export const readCaf: AudioReader = async (source, services) => {
  const found = await scanChunks(source)
  if (!found.format) return fail('header-truncated')
  if (!found.format.ok) return found.format
  if (!found.data) return fail('header-truncated')
  const { offset, sizeBytes } = found.data
  const { coding, ...format } = found.format.value
  const { tags } = found
  if (coding === 'mpeg') {
    const { readMp3 } = await import('../mp3/read-mp3')
    const range = { from: offset, to: offset + (sizeBytes ?? source.sizeBytes) }
    return readInside(readMp3, source, range, services, { container: 'CAF', tags })
  }
  if (coding === 'alac') {
    const { readCafAlac } = await import('./read-caf-alac')
    return readCafAlac(source, { ...found, data: found.data }, services)
  }
  const place = { dataOffset: offset, declaredBytes: sizeBytes, tags }
  const { channelCount } = format.layout
  const speakers = found.layout && coreAudioSpeakers(found.layout, channelCount)
  return readPcm(source, { container: 'CAF', ...format, ...place, speakers }, services)
}

interface Found {
  format: Outcome<CafFormat> | null
  data: { readonly offset: number; readonly sizeBytes: number | null } | null
  /** Body of `chan`: what the channels are. */
  layout?: DataView
  tags: CollectedTags
  /** Bodies of `kuki` and `pakt`, which coded packets need. */
  cookie: Uint8Array
  packetTable: Uint8Array
}

const scanChunks = async (source: ByteSource): Promise<Found> => {
  const found: Found = {
    format: null,
    data: null,
    tags: {},
    cookie: new Uint8Array(0),
    packetTable: new Uint8Array(0),
  }
  let at = FILE_HEAD_BYTES
  for (let count = 0; count < MAX_CHUNKS; count++) {
    const head = await readView(source, at, CHUNK_HEAD_BYTES)
    if (head.byteLength < CHUNK_HEAD_BYTES) break
    const id = ascii(head, 0, 4)
    const size = Number(head.getBigInt64(4))
    const body = at + CHUNK_HEAD_BYTES
    if (id === 'desc')
      found.format = parseDescription(await readView(source, body, DESCRIPTION_BYTES))
    else if (id === 'chan')
      found.layout = await readView(source, body, Math.min(Math.max(size, 0), MAX_LAYOUT_BYTES))
    else if (id === 'info')
      Object.assign(
        found.tags,
        parseCafInfo(await source.read(body, Math.min(Math.max(size, 0), MAX_TAG_BYTES))),
      )
    else if (UNREAD.includes(id)) addUnread(found.tags, id)
    else if (id === 'kuki') found.cookie = await source.read(body, Math.max(0, size))
    else if (id === 'pakt') found.packetTable = await source.read(body, Math.max(0, size))
    else if (id === 'data' && !found.data) {
      // −1: to the end of the file; and nothing at all is what a writer leaves that could not come back.
      const isOpen = size < EDIT_COUNT_BYTES
      const offset = body + EDIT_COUNT_BYTES
      found.data = { offset, sizeBytes: isOpen ? null : size - EDIT_COUNT_BYTES }
      if (isOpen) break
    }
    if (size < 0) break
    at = body + size
  }
  return found
}
