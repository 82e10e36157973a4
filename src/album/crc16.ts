const POLYNOMIAL = 0x1021

/** CRC-16 with the polynomial x¹⁶ + x¹² + x⁵ + 1, from 0, not reflected. */
export const crc16 = (bytes: Uint8Array): number => {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc & 0x8000 ? POLYNOMIAL : 0)
    crc &= 0xffff
  }
  return crc
}
