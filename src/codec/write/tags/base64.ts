const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/** Bytes of one piece of text; a multiple of three. */
const PIECE_BYTES = 3 * 8192

/** Base 64 with its padding (RFC 4648, section 4). */
export const encodeBase64 = (bytes: Uint8Array): string => {
  const pieces: string[] = []
  for (let from = 0; from < bytes.length; from += PIECE_BYTES)
    pieces.push(encodePiece(bytes.subarray(from, from + PIECE_BYTES)))
  return pieces.join('')
}

const encodePiece = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at
    const word = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    for (let k = 0; k < 4; k++)
      text += k <= left ? (ALPHABET[(word >> (18 - 6 * k)) & 63] ?? '') : '='
  }
  return text
}
