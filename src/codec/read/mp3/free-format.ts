import { joinedBytes } from '../../../core/joined'
import type { StreamDecoder } from '../stream-decoder'
import { MainDataLayout } from './main-data-layout'
import { MPEG_HEADER_BYTES, type MpegHeader, parseMpegHeader } from './mpeg-header'

/** Bitrate index of the highest rate of every layer and version. */
const HIGHEST_INDEX = 14
const CRC_BYTES = 2
/** Bits of the fourth byte's neighbours: no checksum; bit rate; padding. */
const NO_CRC = 0x01
const BITRATE_BITS = 0xf0
const PADDING_BIT = 0x02
/** Sync, version, layer, bit rate and sample rate: what all frames of a stream have in common. */
const KIND_MASK = 0xfffefc00

/** Frames of free format that are longer than any of a stated bit rate; none conforms (ISO 11172-3, 2.4.2.3). */
export const isBeyondRates = (first: MpegHeader, view: DataView, at: number): boolean => {
  const highest = parseMpegHeader(statedHeader(view, at), 0)
  return highest === null || first.frameBytes > highest.frameBytes
}

/**
 * A decoder of MPEG streams of free format (no bit rate in their headers) out of one that wants it stated: every frame is
 * written again at the highest bit rate of its layer, which has room for all of it. Decodes to the same samples.
 */
export const freeFormatDecoder = (
  decoder: StreamDecoder,
  first: MpegHeader,
  firstView: DataView,
  firstAt: number,
): StreamDecoder => {
  const stated = new StatedFrames(first, firstView.getUint32(firstAt))
  return {
    ready: decoder.ready,
    decode: (bytes) => decoder.decode(stated.take(bytes)),
    flush: async () => decoder.decode(stated.finish()),
    free: () => decoder.free(),
  }
}

class StatedFrames {
  /** Bytes of a frame without padding. */
  private readonly frameBytes: number
  private readonly kind: number
  private readonly slotBytes: number
  private readonly layout: MainDataLayout | null
  private waiting: Uint8Array = new Uint8Array()

  constructor(first: MpegHeader, word: number) {
    this.slotBytes = first.layer === 1 ? 4 : 1
    this.frameBytes = first.frameBytes - paddingOf(word) * this.slotBytes
    this.kind = (word & KIND_MASK) >>> 0
    this.layout = first.layer === 3 ? new MainDataLayout(first) : null
  }

  /** The frames that are whole with these bytes. */
  take(bytes: Uint8Array): Uint8Array {
    this.waiting = joinedBytes([this.waiting, bytes])
    return this.emptied(false)
  }

  finish(): Uint8Array {
    const frames = this.emptied(true)
    return this.layout ? joinedBytes([frames, this.layout.finish()]) : frames
  }

  private emptied(isLast: boolean): Uint8Array {
    const out: Uint8Array[] = []
    const view = new DataView(this.waiting.buffer, this.waiting.byteOffset, this.waiting.length)
    let at = 0
    while (at + MPEG_HEADER_BYTES <= view.byteLength) {
      const word = view.getUint32(at)
      if ((word & KIND_MASK) >>> 0 !== this.kind) {
        // Something that is no frame: what follows it cannot refer to what was before.
        at++
        this.layout?.breakOff()
        continue
      }
      const end = at + this.frameBytes + paddingOf(word) * this.slotBytes
      if (end > view.byteLength && !isLast) break
      out.push(this.stated(this.waiting.subarray(at, end), view, at))
      at = end
    }
    this.waiting = this.waiting.slice(Math.min(at, view.byteLength))
    return joinedBytes(out)
  }

  private stated(frame: Uint8Array, view: DataView, at: number): Uint8Array {
    const header = statedHeader(view, at)
    const bytes = parseMpegHeader(header, 0)?.frameBytes ?? 0
    const crcBytes = ((frame[1] ?? 0) & NO_CRC) === 0 ? CRC_BYTES : 0
    const body = frame.subarray(MPEG_HEADER_BYTES + crcBytes)
    const head = new Uint8Array(header.buffer)
    if (this.layout) return this.layout.push(head, body, bytes)
    const out = new Uint8Array(bytes)
    out.set(head)
    out.set(body, MPEG_HEADER_BYTES)
    return out
  }
}

/** The header at `at` with the highest bit rate, padded, without checksum. */
const statedHeader = (view: DataView, at: number): DataView => {
  const header = new DataView(new ArrayBuffer(MPEG_HEADER_BYTES))
  header.setUint32(0, view.getUint32(at))
  header.setUint8(1, header.getUint8(1) | NO_CRC)
  const rates = header.getUint8(2) & ~BITRATE_BITS
  header.setUint8(2, rates | (HIGHEST_INDEX << 4) | PADDING_BIT)
  return header
}

const paddingOf = (word: number): number => (word >>> 9) & 1
