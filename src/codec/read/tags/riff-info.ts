import type { TextTag } from '../../../core/tags'
import { ascii } from '../byte-view'
import { addNamed, type CollectedTags } from './collector'
import { decodeText } from './text'

const FIELDS: Readonly<Record<string, TextTag>> = {
  INAM: 'title',
  IART: 'artist',
  IPRD: 'album',
  ICRD: 'date',
  IGNR: 'genre',
  ITRK: 'track',
  IPRT: 'track',
  ICMT: 'comment',
  IMUS: 'composer',
  ICOP: 'copyright',
  IPUB: 'label',
}
/** Who wrote the file: not true of the master. */
const WRITER = 'ISFT'

/** Tags of a LIST chunk's body, when it is of type INFO; otherwise none. */
export const parseRiffInfo = (view: DataView, littleEndian: boolean): CollectedTags => {
  const tags: CollectedTags = {}
  if (ascii(view, 0, 4) !== 'INFO') return tags
  let at = 4
  while (at + 8 <= view.byteLength) {
    const id = ascii(view, at, 4)
    const size = view.getUint32(at + 4, littleEndian)
    const end = Math.min(at + 8 + size, view.byteLength)
    const text = decodeText(new Uint8Array(view.buffer, view.byteOffset + at + 8, end - at - 8))
    const field = FIELDS[id]
    if (field && text) tags[field] = text
    else if (text && id !== WRITER) addNamed(tags, id, text)
    at += 8 + size
    // Some writers forget the pad byte: then the next id starts at once.
    if (size % 2 === 1 && (at >= view.byteLength || view.getUint8(at) === 0)) at++
  }
  return tags
}
