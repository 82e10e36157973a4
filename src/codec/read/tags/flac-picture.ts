import type { Picture } from '../../../core/tags'
import { ascii } from '../byte-view'

/** Width, height, depth and colours stand between description and bytes. */
const SHAPE_BYTES = 16

/** A FLAC picture block (RFC 9639, 8.8), of whatever type; null where it is cut short or holds only a link. */
export const parseFlacPicture = (bytes: Uint8Array): Picture | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const number = (at: number) => (at + 4 <= view.byteLength ? view.getUint32(at) : 0)
  const mimeBytes = number(4)
  const mimeType = ascii(view, 8, mimeBytes)
  const shapeAt = 12 + mimeBytes + number(8 + mimeBytes)
  const from = shapeAt + SHAPE_BYTES + 4
  const to = from + number(shapeAt + SHAPE_BYTES)
  if (to <= from || to > bytes.length || mimeType === '-->') return null
  return { mimeType, bytes: bytes.slice(from, to) }
}
