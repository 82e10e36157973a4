const POLYNOMIAL = 0x04c11db7
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte << 24
  for (let bit = 0; bit < 8; bit++)
    remainder = remainder & 0x80000000 ? (remainder << 1) ^ POLYNOMIAL : remainder << 1
  return remainder >>> 0
})

const CHECKSUM_AT = 22
const CHECKSUM_BYTES = 4

/** Whether an Ogg page's checksum (RFC 3533, 6) is that of its bytes. */
export const hasRightChecksum = (page: Uint8Array): boolean => {
  let crc = 0
  for (let i = 0; i < page.length; i++) {
    const isChecksum = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_BYTES
    const byte = isChecksum ? 0 : (page[i] ?? 0)
    crc = (crc << 8) ^ (TABLE[((crc >>> 24) ^ byte) & 0xff] ?? 0)
  }
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength)
  return crc >>> 0 === view.getUint32(CHECKSUM_AT, true)
}
