import type { ByteSource } from '../../../core/byte-source'
import type { Picture } from '../../../core/tags'
import { ascii, readView } from '../byte-view'
import { addUnread, type CollectedTags, FURTHER_PICTURES } from '../tags/collector'
import { parseFlacPicture } from '../tags/flac-picture'
import { parseVorbisComment } from '../tags/vorbis-comment'

const MAGIC_BYTES = 4
const BLOCK_HEAD_BYTES = 4
const STREAMINFO_BYTES = 34
const TYPE_STREAMINFO = 0
const TYPE_VORBIS_COMMENT = 4
const TYPE_PICTURE = 6
/** Blocks that are for other programs, by their type. */
const OTHER_BLOCKS: Readonly<Record<number, string>> = { 2: 'APPLICATION', 5: 'CUESHEET' }
const MAX_BLOCKS = 128

export interface FlacInfo {
  readonly sampleRate: number
  readonly channelCount: number
  readonly bitDepth: number
  /** Null where the encoder did not know. */
  readonly lengthFrames: number | null
}

/** The body of a STREAMINFO block (RFC 9639, 8.2); null when it is cut short. */
export const parseStreamInfo = (view: DataView): FlacInfo | null => {
  if (view.byteLength < STREAMINFO_BYTES) return null
  const packed = view.getBigUint64(10)
  const lengthFrames = Number(packed & 0xf_ffff_ffffn)
  return {
    sampleRate: Number(packed >> 44n),
    channelCount: Number((packed >> 41n) & 7n) + 1,
    bitDepth: Number((packed >> 36n) & 31n) + 1,
    lengthFrames: lengthFrames > 0 ? lengthFrames : null,
  }
}

export interface FlacHeader {
  readonly info: FlacInfo
  readonly tags: CollectedTags
  /** Where the metadata ends. */
  readonly audioFrom: number
}

/** STREAMINFO and tags of a native FLAC stream; null when there is no whole STREAMINFO. */
export const readFlacHeader = async (source: ByteSource): Promise<FlacHeader | null> => {
  let info: FlacInfo | null = null
  let tags: CollectedTags = {}
  let cover: Picture | null = null
  const unread: string[] = []
  let at = MAGIC_BYTES
  for (let count = 0; count < MAX_BLOCKS; count++) {
    const head = await readView(source, at, BLOCK_HEAD_BYTES)
    if (head.byteLength < BLOCK_HEAD_BYTES) break
    const type = head.getUint8(0) & 0x7f
    const size = head.getUint32(0) & 0xffffff
    const body = at + BLOCK_HEAD_BYTES
    if (type === TYPE_STREAMINFO) info = parseStreamInfo(await readView(source, body, size))
    else if (type === TYPE_VORBIS_COMMENT) tags = parseVorbisComment(await source.read(body, size))
    else if (type === TYPE_PICTURE) {
      if (cover) unread.push(FURTHER_PICTURES)
      cover ??= parseFlacPicture(await source.read(body, size))
    } else if (OTHER_BLOCKS[type]) unread.push(OTHER_BLOCKS[type])
    at = body + size
    if (head.getUint8(0) >= 0x80) break
  }
  if (cover) tags.cover = cover
  for (const name of unread) addUnread(tags, name)
  return info && { info, tags, audioFrom: at }
}

/** The STREAMINFO in the first packet of FLAC in Ogg: behind 0x7f, "FLAC", version, count, "fLaC". */
export const parseOggFlacHead = (packet: Uint8Array): FlacInfo | null => {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength)
  const bodyAt = 13 + BLOCK_HEAD_BYTES
  if (ascii(view, 9, 4) !== 'fLaC' || packet.length < bodyAt) return null
  return parseStreamInfo(
    new DataView(packet.buffer, packet.byteOffset + bodyAt, packet.length - bodyAt),
  )
}
