import type { ByteSource } from '../../../core/byte-source'
import { crc16, type FlacFrameHead, parseFlacFrameHead } from './flac-frame'

const READ_BYTES = 2 ** 18
/** Room for a head, so that none is missed at the end of what was read. */
const HEAD_ROOM_BYTES = 24
/** The decoder takes no more at once; no frame is as long. */
const MAX_FRAME_BYTES = 500_000
/** A gap of more frames than this is no gap but a number that happens to look right. */
const MAX_GAP = 2 ** 20

export interface FlacFrame {
  readonly head: FlacFrameHead
  readonly bytes: Uint8Array
  /** Its own checksum is right where the next head begins. The last one may have something else behind it. */
  readonly isWhole: boolean
  readonly endByte: number
}

/**
 * The frames of a native FLAC stream from `start`, each found by its head and by the checksum before the next one, so that
 * damage takes the frames it hits and nothing else, and what lies behind the last is no part of it.
 */
export async function* flacFrames(
  source: ByteSource,
  start: number,
): AsyncGenerator<FlacFrame, void, void> {
  let buffer: Uint8Array = new Uint8Array(0)
  let base = start
  let readAt = start
  let from = -1
  let head: FlacFrameHead | null = null
  let scanned = 0
  let crc = 0
  for (;;) {
    const atEnd = readAt >= source.sizeBytes
    const limit = atEnd ? buffer.length : buffer.length - HEAD_ROOM_BYTES
    while (scanned < limit) {
      const next = buffer.indexOf(0xff, scanned)
      const at = next < 0 || next > limit ? limit : next
      if (head) crc = crc16(crc, buffer, scanned, at)
      scanned = at
      if (at >= limit) break
      const found = parseFlacFrameHead(buffer, at)
      if (found && (!head || follows(head, found))) {
        if (head) {
          const bytes = buffer.subarray(from, at)
          yield { head, bytes, isWhole: crc === 0, endByte: base + at }
        }
        head = found
        from = at
        crc = 0
      }
      if (head) crc = crc16(crc, buffer, at, at + 1)
      scanned = at + 1
    }
    if (atEnd) break
    const keep = head ? from : scanned
    const more = await source.read(readAt, READ_BYTES)
    if (more.length === 0) break
    const rest = buffer.subarray(keep)
    buffer = new Uint8Array(rest.length + more.length)
    buffer.set(rest)
    buffer.set(more, rest.length)
    base += keep
    scanned -= keep
    from -= keep
    readAt += more.length
  }
  if (head)
    yield {
      head,
      bytes: buffer.subarray(from, from + MAX_FRAME_BYTES),
      isWhole: true,
      endByte: source.sizeBytes,
    }
}

const follows = (before: FlacFrameHead, next: FlacFrameHead): boolean => {
  if (next.kind !== before.kind || next.isVariable !== before.isVariable) return false
  const expected = before.number + (before.isVariable ? before.blockFrames : 1)
  return next.number >= expected && next.number < expected + MAX_GAP
}
