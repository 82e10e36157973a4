import { ByteBuilder } from '../byte-builder'

export interface OggPage {
  readonly serial: number
  readonly sequence: number
  /** Frames at the end of the last packet that ends here; null where none does. */
  readonly granule: number | null
  readonly continued?: boolean
  readonly first?: boolean
  readonly last?: boolean
  readonly lacing: readonly number[]
  readonly body: Uint8Array
}

/** Segments of one page. */
export const MAX_SEGMENTS = 255
const CRC_OFFSET = 22

/** One page of an Ogg stream with its checksum (RFC 3533, section 6). */
export const oggPage = (page: OggPage): Uint8Array => {
  const { serial, sequence, granule, lacing, body } = page
  const head = new ByteBuilder('little-endian').latin1('OggS').u8(0)
  head.u8((page.continued ? 1 : 0) | (page.first ? 2 : 0) | (page.last ? 4 : 0))
  if (granule === null) head.u32(0xffffffff, 0xffffffff)
  else head.u64(granule)
  head
    .u32(serial >>> 0, sequence, 0)
    .u8(lacing.length, ...lacing)
    .bytes(body)
  return withChecksum(head.done())
}

/** The same page with its checksum made right. */
export const withChecksum = (page: Uint8Array): Uint8Array => {
  const view = new DataView(page.buffer, page.byteOffset, page.length)
  view.setUint32(CRC_OFFSET, 0, true)
  view.setUint32(CRC_OFFSET, oggCrc(page), true)
  return page
}

/** How a packet is cut into segments: a length under 255 ends it. */
export const lacingOf = (packetBytes: number): number[] => [
  ...new Array<number>(Math.floor(packetBytes / 255)).fill(255),
  packetBytes % 255,
]

/** Pages that hold whole packets which no granule position counts: the heads of a codec. */
export const headerPages = (
  packets: readonly Uint8Array[],
  serial: number,
  firstSequence: number,
): Uint8Array[] => {
  const lacing = packets.flatMap((packet) => lacingOf(packet.length))
  const body = new ByteBuilder('little-endian').bytes(...packets).done()
  const pages: Uint8Array[] = []
  let at = 0
  for (let done = 0; done < lacing.length; done += MAX_SEGMENTS) {
    const here = lacing.slice(done, done + MAX_SEGMENTS)
    const bytes = here.reduce((sum, length) => sum + length, 0)
    pages.push(
      oggPage({
        serial,
        sequence: firstSequence + pages.length,
        granule: here.some((length) => length < 255) ? 0 : null,
        continued: done > 0 && lacing[done - 1] === 255,
        first: firstSequence + pages.length === 0,
        lacing: here,
        body: body.subarray(at, at + bytes),
      }),
    )
    at += bytes
  }
  return pages
}

/** CRC-32 of polynomial 04C11DB7, not reflected, beginning and ending with 0. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let crc = index << 24
  for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1
  return crc >>> 0
})

const oggCrc = (bytes: Uint8Array): number => {
  let crc = 0
  for (let i = 0; i < bytes.length; i++)
    crc = (crc << 8) ^ (CRC_TABLE[((crc >>> 24) ^ (bytes[i] ?? 0)) & 255] ?? 0)
  return crc >>> 0
}
