import type { ByteSource } from '../../../core/byte-source'
import type { Outcome } from '../../../core/outcome'
import { getUint64, readView } from '../byte-view'
import { looksLikeMore, meantSize } from '../riff/declared-size'
import { type ChunkHead, nextChunk } from '../riff/next-chunk'
import { parseBroadcast } from '../tags/broadcast'
import { addUnread, type CollectedTags, joinedTags } from '../tags/collector'
import { parseId3 } from '../tags/id3'
import { parseRiffInfo } from '../tags/riff-info'
import {
  markersOf,
  parseCue,
  parseLabels,
  parseSampler,
  type RiffMarkers,
} from '../tags/riff-markers'
import { parseWaveFormat, type WaveFormat } from './wave-format'

const RIFF_HEAD_BYTES = 12
const MAX_CHUNKS = 1024
const MAX_TAG_BYTES = 2 ** 24
const UNKNOWN_SIZE = 0xffffffff
/** Handed on byte by byte. */
const KEPT = ['iXML', 'axml']
/** For other programs: loops, tempo, instruments, play lists, radio, object audio, XMP, titles. */
const UNREAD = ['acid', 'inst', 'plst', 'cart', 'chna', '_PMX', 'DISP', 'strc']
/** Files written one behind the other. */
const FILES = ['RIFF', 'RIFX', 'RF64', 'BW64']

export interface WavChunks {
  format: Outcome<WaveFormat> | null
  data: { readonly offset: number; readonly declaredBytes: number | null } | null
  tags: CollectedTags
  /** Bytes behind the last chunk that may be audio. */
  bytesBehind: number
  /** The chunks did not add up to the end of the file. */
  broken: boolean
}

/** Walks the chunks of a RIFF or RF64 file. */
export const scanChunks = async (source: ByteSource, littleEndian: boolean): Promise<WavChunks> => {
  const found: WavChunks = { format: null, data: null, tags: {}, bytesBehind: 0, broken: false }
  const markers: RiffMarkers = {
    points: new Map(),
    labels: new Map(),
    lengths: new Map(),
    notes: 0,
  }
  let longDataBytes: number | null = null
  let at = RIFF_HEAD_BYTES
  for (let count = 0; count < MAX_CHUNKS && at < source.sizeBytes; count++) {
    const chunk = await nextChunk(source, at, littleEndian)
    if (!chunk || FILES.includes(chunk.id)) {
      found.broken = chunk === null
      if (await looksLikeMore(source, at)) found.bytesBehind = source.sizeBytes - at
      break
    }
    let { size } = chunk
    if (chunk.id === 'ds64') longDataBytes = await longSize(source, chunk)
    else if (chunk.id === 'data' && !found.data) {
      if (size === UNKNOWN_SIZE && longDataBytes !== null) size = longDataBytes
      const declaredBytes = await meantSize(source, chunk.body, size, littleEndian)
      found.data = { offset: chunk.body, declaredBytes }
      if (declaredBytes === null) break
      size = declaredBytes
    } else if (chunk.id === 'fmt ')
      found.format = parseWaveFormat(
        await readView(source, chunk.body, Math.min(size, 64)),
        littleEndian,
      )
    else await takeTag(source, chunk, littleEndian, found.tags, markers)
    at = chunk.body + size + (size % 2)
  }
  const list = markersOf(markers)
  if (list.length > 0) found.tags.markers = list
  if (markers.notes > 0) addUnread(found.tags, 'notes of markers')
  return found
}

const longSize = async (source: ByteSource, { body, size }: ChunkHead): Promise<number | null> => {
  const ds64 = await readView(source, body, Math.min(size, 16))
  const bytes = ds64.byteLength >= 16 ? getUint64(ds64, 8, true) : 0
  return bytes > 0 && Number.isSafeInteger(bytes) ? bytes : null
}

const takeTag = async (
  source: ByteSource,
  { id, size, body }: ChunkHead,
  littleEndian: boolean,
  tags: CollectedTags,
  markers: RiffMarkers,
): Promise<void> => {
  const load = () => readView(source, body, Math.min(size, MAX_TAG_BYTES))
  switch (id) {
    case 'LIST': {
      const view = await load()
      Object.assign(tags, joinedTags(tags, parseRiffInfo(view, littleEndian)))
      parseLabels(view, littleEndian, markers)
      break
    }
    case 'id3 ':
    case 'ID3 ': {
      const view = await load()
      const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
      Object.assign(tags, joinedTags(parseId3(bytes), tags))
      break
    }
    case 'bext': {
      const broadcast = parseBroadcast(await load(), littleEndian)
      if (broadcast) tags.broadcast = broadcast
      break
    }
    case 'cue ':
      parseCue(await load(), littleEndian, markers)
      break
    case 'smpl': {
      const sampler = parseSampler(await load(), littleEndian)
      if (sampler) tags.sampler = sampler
      break
    }
    default:
      if (KEPT.includes(id) && size <= MAX_TAG_BYTES) {
        tags.kept ??= []
        tags.kept.push({ id, bytes: await source.read(body, size) })
      } else if (KEPT.includes(id) || UNREAD.includes(id)) addUnread(tags, id)
  }
}
