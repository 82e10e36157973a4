/** Bytes that go to disk at once. */
const GATHER_BYTES = 2 ** 20

/** What comes in small pieces, put on disk in large ones; `put` gets bytes that are its own until it returns. */
export class GatheredBytes {
  private readonly put: (bytes: Uint8Array, offset: number) => void
  private readonly gathered = new Uint8Array(GATHER_BYTES)
  private filled = 0
  private flushedBytes = 0

  constructor(put: (bytes: Uint8Array, offset: number) => void) {
    this.put = put
  }

  /** Bytes on disk. */
  get sizeBytes(): number {
    return this.flushedBytes
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const step = Math.min(bytes.length - at, GATHER_BYTES - this.filled)
      this.gathered.set(bytes.subarray(at, at + step), this.filled)
      this.filled += step
      at += step
      if (this.filled === GATHER_BYTES) this.flush()
    }
  }

  /** Everything that came is on disk from here on. */
  flush(): void {
    this.put(this.gathered.subarray(0, this.filled), this.flushedBytes)
    this.flushedBytes += this.filled
    this.filled = 0
  }
}
