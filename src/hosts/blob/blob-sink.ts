/** Bytes held as plain memory before they are handed to a Blob, which the browser may keep on disk. */
const GATHER_BYTES = 4 * 1024 * 1024

/** Gathers a file's bytes into one Blob with little memory of our own. */
export class BlobSink {
  private readonly blobs: Blob[] = []
  private readonly merged = new Uint8Array(GATHER_BYTES)
  private filled = 0
  private readonly onPiece: (piece: Blob) => void

  /** `onPiece` is given every part of the file, in order, as soon as it is stored. */
  constructor(onPiece: (piece: Blob) => void = () => {}) {
    this.onPiece = onPiece
  }

  /** Where the next `length` bytes of the file go, before anything else is called. At most GATHER_BYTES. */
  room(length: number): Uint8Array {
    if (this.filled + length > GATHER_BYTES) this.flush()
    this.filled += length
    return this.merged.subarray(this.filled - length, this.filled)
  }

  /** Copies `bytes`, at most GATHER_BYTES. */
  write(bytes: Uint8Array): void {
    this.room(bytes.length).set(bytes)
  }

  finish(type: string): Blob {
    this.flush()
    return new Blob(this.blobs, { type })
  }

  /** A Blob copies what it is made of at once. */
  private flush(): void {
    if (this.filled === 0) return
    const piece = new Blob([this.merged.subarray(0, this.filled)])
    this.filled = 0
    this.blobs.push(piece)
    this.onPiece(piece)
  }
}
