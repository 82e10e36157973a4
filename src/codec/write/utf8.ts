/** UTF-8, which every host has, and which the language itself does not name. */
const { TextEncoder, TextDecoder } = globalThis as unknown as {
  readonly TextEncoder: new () => { encode(text: string): Uint8Array }
  readonly TextDecoder: new () => { decode(bytes: Uint8Array): string }
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Damaged sequences become U+FFFD. */
export const fromUtf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
