/** Bytes held as plain memory before they are handed to a Blob, which the browser may keep on disk. */
const GATHER_BYTES = 4 * 1024 * 1024

/** Gathers a file's bytes into one Blob with little memory of our own. */
export class BlobSink {
  private readonly blobs: Blob[] = []
  private parts: BlobPart[] = []
  private gathered = 0

  /** Keeps `bytes` (in memory of this thread alone), which must not be changed afterwards. */
  write(bytes: Uint8Array): void {
    this.parts.push(bytes as Uint8Array<ArrayBuffer>)
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
