import type { ByteSource } from '../../../core/byte-source'
import { ascii, readView } from '../byte-view'

const HEAD_BYTES = 8

export interface ChunkHead {
  readonly id: string
  readonly size: number
  /** Where the body starts. */
  readonly body: number
}

/**
 * The chunk that should begin at `at`; null at the end, or where nothing there looks like one. Writers forget pad
 * bytes or count them wrongly, so a byte before and a byte behind are looked at too.
 */
export const nextChunk = async (
  source: ByteSource,
  at: number,
  littleEndian: boolean,
): Promise<ChunkHead | null> => {
  const view = await readView(source, at - 1, HEAD_BYTES + 2)
  for (const shift of [0, -1, 1]) {
    const from = 1 + shift
    if (from + HEAD_BYTES > view.byteLength || !isChunkId(view, from)) continue
    const size = view.getUint32(from + 4, littleEndian)
    return { id: ascii(view, from, 4), size, body: at + shift + HEAD_BYTES }
  }
  return null
}

/** Four letters, figures or blanks that do not begin with a blank; and AIFF's "(c) ". */
const isChunkId = (view: DataView, at: number): boolean => {
  const code = (k: number) => view.getUint8(at + k)
  const isLetter = (byte: number) =>
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x61 && byte <= 0x7a)
  if (!isLetter(code(0)) && code(0) !== 0x28) return false
  return [1, 2, 3].every(
    (k) => isLetter(code(k)) || [0x20, 0x29, 0x2d, 0x2e, 0x5f].includes(code(k)),
  )
}
