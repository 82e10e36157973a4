import type { ByteSource } from '../../../core/byte-source'
import { ascii, readView } from '../byte-view'

const PAGE_HEAD_BYTES = 27
const SERIAL_OFFSET = 14
const HEAD_BYTES = 2 ** 17
const FULL_SEGMENT = 255

/**
 * The first two packets of the first logical stream of an Ogg file: identification and comments.
 * The second may be cut short where pictures make it long.
 */
export const readOggHead = async (
  source: ByteSource,
): Promise<{ readonly identification: Uint8Array; readonly comments: Uint8Array }> => {
  const view = await readView(source, 0, HEAD_BYTES)
  const packets: number[][] = [[]]
  let serial: number | null = null
  let at = 0
  while (packets.length <= 2 && ascii(view, at, 4) === 'OggS') {
    if (at + PAGE_HEAD_BYTES > view.byteLength) break
    const pageSerial = view.getUint32(at + SERIAL_OFFSET, true)
    serial ??= pageSerial
    const segments = view.getUint8(at + PAGE_HEAD_BYTES - 1)
    const body = at + PAGE_HEAD_BYTES + segments
    if (body > view.byteLength) break
    const lengths = Array.from({ length: segments }, (_, i) =>
      view.getUint8(at + PAGE_HEAD_BYTES + i),
    )
    at = body
    for (const length of lengths) {
      if (pageSerial === serial) {
        const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
        packets.at(-1)?.push(...bytes.subarray(at, at + length))
        if (length < FULL_SEGMENT) packets.push([])
      }
      at += length
    }
  }
  const [identification = [], comments = []] = packets
  return {
    identification: Uint8Array.from(identification),
    comments: Uint8Array.from(comments),
  }
}
