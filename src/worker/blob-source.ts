import type { ByteSource } from '../core/byte-source'

/** A file or Blob as random-access bytes. A read rejects when the file changed or vanished meanwhile. */
export const blobSource = (blob: Blob, name: string): ByteSource => ({
  name,
  sizeBytes: blob.size,
  read: async (offset, length) =>
    new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
})
