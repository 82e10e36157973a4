/** UTF-8, which every host has, and which the language itself does not name. */
const { TextEncoder, TextDecoder } = globalThis as unknown as {
  readonly TextEncoder: new () => { encode(text: string): Uint8Array }
  readonly TextDecoder: new () => { decode(bytes: Uint8Array): string }
}

/** The text in UTF-8, without a byte order mark. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** As much of a text as fits into `mostBytes`, cut between two letters. */
export const utf8Within = (text: string, mostBytes: number): Uint8Array => {
  const bytes = utf8(text)
  let end = Math.min(bytes.length, mostBytes)
  if (end < bytes.length) while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--
  return bytes.subarray(0, end)
}

/** Damaged sequences become U+FFFD. */
export const fromUtf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
