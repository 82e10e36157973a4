/** A field of a record: where it begins, how long it is, and what it says. */
export interface Field {
  readonly at: number
  readonly size: number
  readonly text: string
  /** Numbers stand at the right end of their field; texts at the left. */
  readonly align?: 'right'
}

/** An ASCII record of `size` bytes, blanks where no field says anything. */
export const record = (size: number, fields: readonly Field[]): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(size).fill(0x20)
  for (const { at, size: width, text, align } of fields) {
    const padded = align === 'right' ? text.padStart(width) : text.padEnd(width)
    for (let i = 0; i < width; i++) bytes[at + i] = padded.charCodeAt(i) & 0x7f
  }
  return bytes
}
