const HEAD_MOST_BYTES = 16
const SYNC = 0x3ffe

/** CRC-8 with polynomial 0x07 and CRC-16 with 0x8005, both from 0 (RFC 9639, 9.1.8 and 9.3). */
const CRC8 = Uint8Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? (crc << 1) ^ 0x07 : crc << 1
  return crc & 0xff
})
const CRC16 = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x8005 : crc << 1
  return crc & 0xffff
})

/** Goes on with a CRC-16 over bytes [from, to). Over a whole frame, its own checksum included, it is 0. */
export const crc16 = (crc: number, bytes: Uint8Array, from: number, to: number): number => {
  let value = crc
  for (let i = from; i < to; i++)
    value = ((value << 8) & 0xffff) ^ (CRC16[(value >> 8) ^ (bytes[i] ?? 0)] ?? 0)
  return value
}

/** The head of a FLAC frame, as far as it tells frames apart. */
export interface FlacFrameHead {
  /** Number of the first sample, or of the frame where all blocks are of one size. */
  readonly number: number
  readonly isVariable: boolean
  readonly blockFrames: number
  /** Channel assignment and sample size do not say more than two of these are of one stream. */
  readonly kind: number
}

/**
 * The frame head at `at`, its checksum right; null where there is none. Blocks whose size stands at the end of the
 * head are read from there.
 */
export const parseFlacFrameHead = (bytes: Uint8Array, at: number): FlacFrameHead | null => {
  const byte = (k: number) => bytes[at + k] ?? 0
  if (((byte(0) << 6) | (byte(1) >> 2)) !== SYNC || (byte(1) & 2) !== 0) return null
  const sizeCode = byte(2) >> 4
  const rateCode = byte(2) & 15
  if (sizeCode === 0 || rateCode === 15 || byte(3) >> 4 > 10 || (byte(3) & 1) !== 0) return null
  const coded = codedNumber(bytes, at + 4)
  if (!coded) return null
  let length = 4 + coded.bytes
  const blockFrames =
    sizeCode === 6
      ? byte(length) + 1
      : sizeCode === 7
        ? byte(length) * 256 + byte(length + 1) + 1
        : sizeCode === 1
          ? 192
          : sizeCode < 6
            ? 576 << (sizeCode - 2)
            : 256 << (sizeCode - 8)
  length += sizeCode === 6 ? 1 : sizeCode === 7 ? 2 : 0
  length += rateCode === 12 ? 1 : rateCode > 12 ? 2 : 0
  if (length > HEAD_MOST_BYTES || at + length >= bytes.length) return null
  let crc = 0
  for (let k = 0; k < length; k++) crc = CRC8[crc ^ byte(k)] ?? 0
  if (crc !== byte(length)) return null
  // The size of samples and the rate are the same in a whole stream; stereo may change its ways.
  const kind = (rateCode << 4) | ((byte(3) >> 1) & 7)
  return { number: coded.value, isVariable: (byte(1) & 1) !== 0, blockFrames, kind }
}

/** A number coded as UTF-8 codes characters, of up to 36 bits. */
const codedNumber = (
  bytes: Uint8Array,
  at: number,
): { readonly value: number; readonly bytes: number } | null => {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return { value: lead, bytes: 1 }
  const count = Math.clz32(~(lead << 24))
  if (count < 2 || count > 7) return null
  let value = lead & (0x7f >> count)
  for (let k = 1; k < count; k++) {
    const next = bytes[at + k] ?? 0
    if (next >> 6 !== 2) return null
    value = value * 64 + (next & 0x3f)
  }
  return { value, bytes: count }
}
