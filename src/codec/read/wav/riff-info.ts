import { ascii } from '../byte-view'
import { decodeText } from '../text'

const NAMES: Readonly<Record<string, string>> = {
  INAM: 'title',
  IART: 'artist',
  IPRD: 'album',
  ICRD: 'date',
  IGNR: 'genre',
  ITRK: 'track',
  ICMT: 'comment',
}

/** Tags of a LIST chunk's body, when it is of type INFO; otherwise none. */
export const parseRiffInfo = (view: DataView, littleEndian: boolean): Record<string, string> => {
  const tags: Record<string, string> = {}
  if (ascii(view, 0, 4) !== 'INFO') return tags
  let at = 4
  while (at + 8 <= view.byteLength) {
    const name = NAMES[ascii(view, at, 4)]
    const size = view.getUint32(at + 4, littleEndian)
    const end = Math.min(at + 8 + size, view.byteLength)
    const text = decodeText(new Uint8Array(view.buffer, view.byteOffset + at + 8, end - at - 8))
    if (name && text) tags[name] = text
    at += 8 + size + (size % 2)
  }
  return tags
}
