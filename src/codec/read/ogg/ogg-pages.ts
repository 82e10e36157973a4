import type { ByteSource } from '../../../core/byte-source'
import { hasRightChecksum } from './ogg-crc'

export interface OggPage {
  readonly serial: number
  readonly sequence: number
  /** −1 where no packet ends on the page. */
  readonly granule: number
  readonly isContinued: boolean
  readonly isFirst: boolean
  readonly isLast: boolean
  /** Lengths by the segment table. */
  readonly segments: Uint8Array
  readonly body: Uint8Array
  readonly isSound: boolean
  /** Where it ends in the file. */
  readonly endByte: number
}

const HEAD_BYTES = 27
const READ_BYTES = 2 ** 20
/** The longest page: a head, a full table, and segments of 255 bytes. */
const MAX_PAGE_BYTES = 27 + 255 + 255 * 255

/**
 * The pages of an Ogg file in order; what lies between them is stepped over. `null` at the end where the
 * file stops inside a page.
 */
export async function* oggPages(source: ByteSource): AsyncGenerator<OggPage | null, void, void> {
  let buffer: Uint8Array = new Uint8Array(0)
  let readAt = 0
  let at = 0
  for (;;) {
    if (buffer.length - at < MAX_PAGE_BYTES && readAt < source.sizeBytes) {
      const more = await source.read(readAt, READ_BYTES)
      if (more.length === 0) return
      const rest = buffer.subarray(at)
      buffer = new Uint8Array(rest.length + more.length)
      buffer.set(rest)
      buffer.set(more, rest.length)
      readAt += more.length
      at = 0
      continue
    }
    const found = indexOfMagic(buffer, at)
    if (found < 0) {
      at = Math.max(at, buffer.length - 3)
      if (readAt < source.sizeBytes) continue
      return
    }
    at = found
    const bytes = pageBytes(buffer, at)
    if (bytes === null) {
      if (readAt < source.sizeBytes) continue
      yield null
      return
    }
    const page = buffer.subarray(at, at + bytes)
    const endByte = readAt - buffer.length + at + bytes
    const parsed = parsePage(page, endByte)
    // "OggS" inside audio, or a page cut by what was written over it: the next magic counts.
    if (!parsed.isSound && indexOfMagic(page, 4) > 0) at += indexOfMagic(page, 4)
    else at += bytes
    yield parsed
  }
}

const indexOfMagic = (bytes: Uint8Array, from: number): number => {
  for (let at = bytes.indexOf(0x4f, from); at >= 0; at = bytes.indexOf(0x4f, at + 1))
    if (bytes[at + 1] === 0x67 && bytes[at + 2] === 0x67 && bytes[at + 3] === 0x53) return at
  return -1
}

/** Length of the page at `at`; null where the buffer ends before it does. */
const pageBytes = (buffer: Uint8Array, at: number): number | null => {
  if (at + HEAD_BYTES > buffer.length) return null
  const count = buffer[at + HEAD_BYTES - 1] ?? 0
  let bytes = HEAD_BYTES + count
  if (at + bytes > buffer.length) return null
  for (let i = 0; i < count; i++) bytes += buffer[at + HEAD_BYTES + i] ?? 0
  return at + bytes > buffer.length ? null : bytes
}

const parsePage = (page: Uint8Array, endByte: number): OggPage => {
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength)
  const flags = view.getUint8(5)
  const count = view.getUint8(HEAD_BYTES - 1)
  return {
    granule: Number(view.getBigInt64(6, true)),
    serial: view.getUint32(14, true),
    sequence: view.getUint32(18, true),
    isContinued: (flags & 1) !== 0,
    isFirst: (flags & 2) !== 0,
    isLast: (flags & 4) !== 0,
    segments: page.subarray(HEAD_BYTES, HEAD_BYTES + count),
    body: page.subarray(HEAD_BYTES + count),
    isSound: hasRightChecksum(page),
    endByte,
  }
}
