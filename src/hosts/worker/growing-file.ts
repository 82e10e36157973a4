import type { ByteSource } from '../../core/byte-source'
import type { SyncHandle } from './opfs-folder'

/** A file on disk, of known size, that is read while another thread still writes it: a read waits for its last byte. */
export class GrowingFile implements ByteSource {
  readonly name: string
  readonly sizeBytes: number
  private readonly handle: SyncHandle
  private arrivedBytes = 0
  private abandoned = false
  private wake = (): void => {}

  constructor(name: string, sizeBytes: number, handle: SyncHandle) {
    this.name = name
    this.sizeBytes = sizeBytes
    this.handle = handle
  }

  /** So many bytes are there now, counted from the start. */
  arrived(bytes: number): void {
    this.arrivedBytes = bytes
    this.wake()
  }

  /** No more bytes will come: reads that wait for some reject. */
  abandon(): void {
    this.abandoned = true
    this.wake()
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const end = Math.min(this.sizeBytes, offset + length)
    while (this.arrivedBytes < end) {
      if (this.abandoned) throw new Error('the file was never finished')
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    }
    const bytes = new Uint8Array(Math.max(0, end - offset))
    this.handle.read(bytes, { at: offset })
    return bytes
  }
}
