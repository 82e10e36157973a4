/** Builds the heads of files, number by number. */
export class ByteBuilder {
  private buffer = new Uint8Array(256)
  private view = new DataView(this.buffer.buffer)
  private filled = 0
  private readonly littleEndian: boolean

  constructor(order: 'big-endian' | 'little-endian') {
    this.littleEndian = order === 'little-endian'
  }

  get length(): number {
    return this.filled
  }

  u8(...values: readonly number[]): this {
    for (const value of values) {
      const at = this.room(1)
      this.view.setUint8(at, value)
    }
    return this
  }

  u16(...values: readonly number[]): this {
    for (const value of values) {
      const at = this.room(2)
      this.view.setUint16(at, value, this.littleEndian)
    }
    return this
  }

  u32(...values: readonly number[]): this {
    for (const value of values) {
      const at = this.room(4)
      this.view.setUint32(at, value, this.littleEndian)
    }
    return this
  }

  /** A whole number up to 2^53 in 64 bits. */
  u64(value: number): this {
    const at = this.room(8)
    this.view.setBigUint64(at, BigInt(value), this.littleEndian)
    return this
  }

  /** Characters up to U+00FF, a byte each. */
  latin1(text: string): this {
    for (let i = 0; i < text.length; i++) this.u8(text.charCodeAt(i))
    return this
  }

  bytes(...parts: readonly Uint8Array[]): this {
    for (const part of parts) {
      const at = this.room(part.length)
      this.buffer.set(part, at)
    }
    return this
  }

  zeros(count: number): this {
    const at = this.room(count)
    this.buffer.fill(0, at, at + count)
    return this
  }

  /** All bytes so far, as a copy. */
  done(): Uint8Array {
    return this.buffer.slice(0, this.filled)
  }

  /** Offset of the next `count` bytes; the view may be another one afterwards. */
  private room(count: number): number {
    const at = this.filled
    this.filled += count
    if (this.filled > this.buffer.length) {
      const larger = new Uint8Array(Math.max(this.filled, 2 * this.buffer.length))
      larger.set(this.buffer)
      this.buffer = larger
      this.view = new DataView(larger.buffer)
    }
    return at
  }
}
