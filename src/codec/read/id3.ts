import { decodeLatin1, decodeText, decodeUtf16 } from './text'

const HEADER_BYTES = 10
const FRAME_NAMES: Readonly<Record<string, string>> = {
  TIT2: 'title',
  TPE1: 'artist',
  TALB: 'album',
  TDRC: 'date',
  TYER: 'date',
  TRCK: 'track',
  TCON: 'genre',
  TT2: 'title',
  TP1: 'artist',
  TAL: 'album',
  TYE: 'date',
  TRK: 'track',
  TCO: 'genre',
}

const syncSafe = (bytes: Uint8Array, at: number): number =>
  [0, 1, 2, 3].reduce((sum, k) => sum * 128 + ((bytes[at + k] ?? 0) & 0x7f), 0)

const plain = (bytes: Uint8Array, at: number, count: number): number => {
  let value = 0
  for (let k = 0; k < count; k++) value = value * 256 + (bytes[at + k] ?? 0)
  return value
}

/** Whole length of the ID3v2 tag that starts `bytes` (footer included), 0 when there is none. */
export const id3Length = (bytes: Uint8Array): number => {
  if (bytes.length < HEADER_BYTES || decodeLatin1(bytes.subarray(0, 3)) !== 'ID3') return 0
  const hasFooter = ((bytes[5] ?? 0) & 0x10) !== 0
  return HEADER_BYTES + syncSafe(bytes, 6) + (hasFooter ? HEADER_BYTES : 0)
}

/** Text frames of an ID3v2.2–2.4 tag; `bytes` may be cut short. Unknown frames are skipped. */
export const parseId3 = (bytes: Uint8Array): Record<string, string> => {
  const tags: Record<string, string> = {}
  const end = Math.min(id3Length(bytes), bytes.length)
  const major = bytes[3] ?? 0
  const idLength = major === 2 ? 3 : 4
  const headLength = major === 2 ? 6 : 10
  let at = HEADER_BYTES
  if (((bytes[5] ?? 0) & 0x40) !== 0 && major >= 3)
    at += major === 4 ? syncSafe(bytes, at) : plain(bytes, at, 4) + 4
  while (at + headLength < end) {
    const id = decodeLatin1(bytes.subarray(at, at + idLength))
    if (id.length < idLength) break
    const size =
      major === 2
        ? plain(bytes, at + 3, 3)
        : major === 4
          ? syncSafe(bytes, at + 4)
          : plain(bytes, at + 4, 4)
    const body = at + headLength
    at = body + size
    const name = FRAME_NAMES[id]
    if (!name || at > end) continue
    const text = textFrame(bytes.subarray(body, at))
    if (text) tags[name] = text
  }
  return tags
}

const textFrame = (body: Uint8Array): string => {
  const content = body.subarray(1)
  if (body[0] === 1) return decodeUtf16(content, true).trim()
  if (body[0] === 2) return decodeUtf16(content, false).trim()
  return decodeText(content)
}
