/** Bits of a byte array, the highest first; zeros behind its end. */
export class BitReader {
  /** In bits from the start. */
  at = 0
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  get isPastEnd(): boolean {
    return this.at > this.bytes.length * 8
  }

  /** The next 32 bits, not taken. */
  peek(): number {
    const { bytes } = this
    const from = this.at >> 3
    const shift = this.at & 7
    const word =
      ((bytes[from] ?? 0) << 24) |
      ((bytes[from + 1] ?? 0) << 16) |
      ((bytes[from + 2] ?? 0) << 8) |
      (bytes[from + 3] ?? 0)
    return shift === 0
      ? word >>> 0
      : ((word << shift) | ((bytes[from + 4] ?? 0) >> (8 - shift))) >>> 0
  }

  /** `count` bits (up to 32) as an unsigned number. */
  take(count: number): number {
    if (count === 0) return 0
    const value = this.peek() >>> (32 - count)
    this.at += count
    return value
  }

  takeSigned(count: number): number {
    return (this.take(count) << (32 - count)) >> (32 - count)
  }
}
