/** Bytes held as plain memory before they are handed to a Blob, which the browser may keep on disk. */
const GATHER_BYTES = 4 * 1024 * 1024

/** Gathers a file's bytes into one Blob with little memory of our own. */
export class BlobSink {
  private readonly blobs: Blob[] = []
  private parts: Uint8Array<ArrayBuffer>[] = []
  private gathered = 0

  /** Keeps `bytes`, which must not be changed afterwards. */
  write(bytes: Uint8Array<ArrayBuffer>): void {
    this.parts.push(bytes)
    this.gathered += bytes.length
    if (this.gathered >= GATHER_BYTES) this.flush()
  }

  finish(type: string): Blob {
    this.flush()
    return new Blob(this.blobs, { type })
  }

  private flush(): void {
    if (this.gathered > 0) this.blobs.push(new Blob(this.parts))
    this.parts = []
    this.gathered = 0
  }
}
