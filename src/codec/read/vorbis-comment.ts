import { decodeText } from './text'

const NAMES: Readonly<Record<string, string>> = {
  TITLE: 'title',
  ARTIST: 'artist',
  ALBUM: 'album',
  DATE: 'date',
  TRACKNUMBER: 'track',
  GENRE: 'genre',
}

/** Tags of a Vorbis comment (FLAC, Vorbis, Opus), without any magic before it; `bytes` may be cut short. */
export const parseVorbisComment = (bytes: Uint8Array): Record<string, string> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tags: Record<string, string> = {}
  if (bytes.length < 8) return tags
  let at = 4 + view.getUint32(0, true)
  if (at + 4 > bytes.length) return tags
  let left = view.getUint32(at, true)
  at += 4
  for (; left > 0 && at + 4 <= bytes.length; left--) {
    const end = at + 4 + view.getUint32(at, true)
    if (end > bytes.length) break
    const entry = bytes.subarray(at + 4, end)
    const equals = entry.indexOf('='.charCodeAt(0))
    const name = NAMES[decodeText(entry.subarray(0, Math.max(0, equals))).toUpperCase()]
    if (name) tags[name] ??= decodeText(entry.subarray(equals + 1))
    at = end
  }
  return tags
}
