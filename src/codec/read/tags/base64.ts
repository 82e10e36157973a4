const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES = new Uint8Array(128).fill(255)
for (const [value, digit] of [...DIGITS].entries()) VALUES[digit.charCodeAt(0)] = value

/** Bytes of base64 text (RFC 4648, 4); ends at the first character that is no digit. */
export const decodeBase64 = (text: Uint8Array): Uint8Array => {
  let length = text.findIndex((code) => (VALUES[code] ?? 255) === 255)
  if (length < 0) length = text.length
  const bytes = new Uint8Array(Math.floor((length * 3) / 4))
  let bits = 0
  let held = 0
  let at = 0
  for (let i = 0; i < length; i++) {
    held = ((held << 6) | (VALUES[text[i] ?? 0] ?? 0)) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = held >> bits
  }
  return bytes
}
