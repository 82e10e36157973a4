/** The text in ISO 8859-1; null when it has a character that is not in it, or a control character. */
export const latin1Of = (text: string): Uint8Array<ArrayBuffer> | null => {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0)
  const fits = codes.every(
    (code) => (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code < 0x100),
  )
  return fits ? Uint8Array.from(codes) : null
}
