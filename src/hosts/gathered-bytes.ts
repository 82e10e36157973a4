/** Bytes that go to disk at once. */
export const DISK_BYTES = 2 ** 20

/** What comes in small pieces, put where it belongs in pieces of `pieceBytes`; `put` gets bytes that are its own until it returns. */
export class GatheredBytes {
  private readonly put: (bytes: Uint8Array<ArrayBuffer>, offset: number) => void
  private readonly gathered: Uint8Array<ArrayBuffer>
  private filled = 0
  private flushedBytes = 0

  constructor(pieceBytes: number, put: (bytes: Uint8Array<ArrayBuffer>, offset: number) => void) {
    this.gathered = new Uint8Array(pieceBytes)
    this.put = put
  }

  /** Bytes that were put. */
  get sizeBytes(): number {
    return this.flushedBytes
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const step = Math.min(bytes.length - at, this.gathered.length - this.filled)
      this.gathered.set(bytes.subarray(at, at + step), this.filled)
      this.filled += step
      at += step
      if (this.filled === this.gathered.length) this.flush()
    }
  }

  /** Everything that came is put from here on. */
  flush(): void {
    if (this.filled === 0) return
    this.put(this.gathered.subarray(0, this.filled), this.flushedBytes)
    this.flushedBytes += this.filled
    this.filled = 0
  }
}
