import { type ByteSource, roomFor } from '../../core/byte-source'
import { Arrival } from './arrival'
import type { SyncHandle } from './opfs-folder'

/** A file on disk, of known size, that is read while another thread still writes it: a read waits for its last byte. */
export class GrowingFile implements ByteSource {
  readonly name: string
  readonly sizeBytes: number
  private readonly handle: SyncHandle
  private readonly arrival = new Arrival()

  constructor(name: string, sizeBytes: number, handle: SyncHandle) {
    this.name = name
    this.sizeBytes = sizeBytes
    this.handle = handle
  }

  /** So many bytes are there now, counted from the start. */
  arrived(bytes: number): void {
    this.arrival.reached(bytes)
  }

  /** No more bytes will come: reads that wait for some reject. */
  abandon(): void {
    this.arrival.abandon()
  }

  async read(offset: number, length: number, spare?: Uint8Array): Promise<Uint8Array> {
    const end = Math.min(this.sizeBytes, offset + length)
    await this.arrival.until(end)
    const bytes = roomFor(Math.max(0, end - offset), spare)
    this.handle.read(bytes, { at: offset })
    return bytes
  }
}
