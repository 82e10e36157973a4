/** Writes bits, most significant first. */
export class BitWriter {
  private readonly bytes: Uint8Array
  /** Bits so far. */
  length = 0

  /** Zeros to write into; writing beyond is an error of the caller's. Who writes there as well sets `length`. */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  clear(): void {
    this.bytes.fill(0, 0, (this.length + 7) >> 3)
    this.length = 0
  }

  /** The lowest `count` (0 to 32) bits of `value`. */
  put(value: number, count: number): void {
    let left = count
    let at = this.length
    this.length += count
    while (left > 0) {
      const room = 8 - (at & 7)
      const take = left < room ? left : room
      const bits = (value >>> (left - take)) & ((1 << take) - 1)
      const index = at >> 3
      this.bytes[index] = (this.bytes[index] ?? 0) | (bits << (room - take))
      at += take
      left -= take
    }
  }

  /** The bytes, the last one filled with zeros; valid until the next write. */
  done(): Uint8Array {
    return this.bytes.subarray(0, (this.length + 7) >> 3)
  }
}
