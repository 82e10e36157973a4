const REPLACEMENT = 0xfffd

/** UTF-8, or Latin-1 where the bytes are no valid UTF-8; ends at the first NUL; trimmed. */
export const decodeText = (bytes: Uint8Array): string => {
  const end = bytes.indexOf(0)
  const content = end < 0 ? bytes : bytes.subarray(0, end)
  return (decodeUtf8(content) ?? decodeLatin1(content)).trim()
}

/** Each byte one character; ends at the first NUL. */
export const decodeLatin1 = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) {
    if (byte === 0) break
    text += String.fromCharCode(byte)
  }
  return text
}

/** UTF-16 with the byte order given, a byte-order mark winning over it; ends at the first NUL. */
export const decodeUtf16 = (bytes: Uint8Array, littleEndian: boolean): string => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let little = littleEndian
  let text = ''
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const unit = view.getUint16(i, little)
    if (unit === 0) break
    if (i === 0 && unit === 0xfeff) continue
    if (i === 0 && unit === 0xfffe) little = !little
    else text += String.fromCharCode(unit)
  }
  return text
}

/** Null where the bytes are no valid UTF-8. */
const decodeUtf8 = (bytes: Uint8Array): string | null => {
  let text = ''
  let at = 0
  while (at < bytes.length) {
    const lead = bytes[at] ?? REPLACEMENT
    const extra =
      lead < 0x80 ? 0 : lead >> 5 === 6 ? 1 : lead >> 4 === 14 ? 2 : lead >> 3 === 30 ? 3 : -1
    if (extra < 0 || at + extra >= bytes.length) return null
    let point = extra === 0 ? lead : lead & (0x3f >> extra)
    for (let k = 1; k <= extra; k++) {
      const next = bytes[at + k] ?? 0
      if (next >> 6 !== 2) return null
      point = (point << 6) | (next & 0x3f)
    }
    if (point > 0x10ffff) return null
    text += String.fromCodePoint(point)
    at += extra + 1
  }
  return text
}
