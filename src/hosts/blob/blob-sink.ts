/** Bytes held as plain memory before they are handed to a Blob, which the browser may keep on disk. */
const GATHER_BYTES = 4 * 1024 * 1024

/** The same file with other bytes from `offset` on; what is not replaced is not copied. */
export const replaced = (file: Blob, offset: number, bytes: Uint8Array): Blob => {
  const parts = [file.slice(0, offset), Uint8Array.from(bytes), file.slice(offset + bytes.length)]
  return new Blob(parts, { type: file.type })
}

/** Gathers a file's bytes into one Blob with little memory of our own. */
export class BlobSink {
  private readonly blobs: Blob[] = []
  private readonly gathered = new Uint8Array(GATHER_BYTES)
  private filled = 0
  private readonly later: { readonly offset: number; readonly bytes: Uint8Array }[] = []
  private readonly onPiece: (piece: Blob) => void

  /** `onPiece` is given every part of the file, in order, as soon as it is stored; what is written over is not shown. */
  constructor(onPiece: (piece: Blob) => void = () => {}) {
    this.onPiece = onPiece
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

  overwrite(offset: number, bytes: Uint8Array): void {
    this.later.push({ offset, bytes: bytes.slice() })
  }

  finish(type: string): Blob {
    this.flush()
    let file = new Blob(this.blobs, { type })
    for (const { offset, bytes } of this.later) file = replaced(file, offset, bytes)
    return file
  }

  /** A Blob copies what it is made of at once. */
  private flush(): void {
    if (this.filled === 0) return
    const piece = new Blob([this.gathered.subarray(0, this.filled)])
    this.filled = 0
    this.blobs.push(piece)
    this.onPiece(piece)
  }
}
