import { GatheredBytes } from '../gathered-bytes'

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
  private readonly gathered: GatheredBytes
  private readonly later: { readonly offset: number; readonly bytes: Uint8Array }[] = []

  /** `onPiece` is given every part of the file, in order, as soon as it is stored; what is written over is not shown. */
  constructor(onPiece: (piece: Blob) => void = () => {}) {
    // A Blob copies what it is made of at once.
    this.gathered = new GatheredBytes(GATHER_BYTES, (bytes) => {
      const piece = new Blob([bytes])
      this.blobs.push(piece)
      onPiece(piece)
    })
  }

  write(bytes: Uint8Array): void {
    this.gathered.write(bytes)
  }

  overwrite(offset: number, bytes: Uint8Array): void {
    this.later.push({ offset, bytes: bytes.slice() })
  }

  finish(type: string): Blob {
    this.gathered.flush()
    let file = new Blob(this.blobs, { type })
    for (const { offset, bytes } of this.later) file = replaced(file, offset, bytes)
    return file
  }
}
