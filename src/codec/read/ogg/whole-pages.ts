import type { ByteSource } from '../../../core/byte-source'
import { ascii, readView } from '../byte-view'

const PAGE_HEAD_BYTES = 27
/** Longer than three of the longest pages (65 307 bytes). */
const TAIL_BYTES = 2 ** 18
const FULL_SEGMENT = 255

/**
 * The same source up to the end of its last whole page that ends a packet: a file cut in the middle of
 * a page would make the demuxer give up on all of it. Unchanged for a whole file.
 */
export const wholePages = async (source: ByteSource): Promise<ByteSource> => {
  const from = Math.max(0, source.sizeBytes - TAIL_BYTES)
  const view = await readView(source, from, TAIL_BYTES)
  for (let at = view.byteLength - PAGE_HEAD_BYTES; at >= 0; at--) {
    const end = wholePageEnd(view, at)
    if (end === null) continue
    const sizeBytes = from + end
    const read: ByteSource['read'] = (offset, length) =>
      source.read(offset, Math.max(0, Math.min(length, sizeBytes - offset)))
    return { name: source.name, sizeBytes, read }
  }
  return source
}

const wholePageEnd = (view: DataView, at: number): number | null => {
  if (ascii(view, at, 4) !== 'OggS') return null
  const segments = view.getUint8(at + PAGE_HEAD_BYTES - 1)
  let end = at + PAGE_HEAD_BYTES + segments
  if (segments === 0 || end > view.byteLength) return null
  for (let i = 0; i < segments; i++) end += view.getUint8(at + PAGE_HEAD_BYTES + i)
  const lastSegment = view.getUint8(at + PAGE_HEAD_BYTES + segments - 1)
  return end <= view.byteLength && lastSegment < FULL_SEGMENT ? end : null
}
