/** Random access to bytes: a dropped file, a Blob or memory. */
export interface ByteSource {
  readonly name: string
  readonly sizeBytes: number
  /** Bytes [offset, offset + length), fewer at the end. */
  read(offset: number, length: number): Promise<Uint8Array>
}

/** Bytes already in memory. */
export const memorySource = (bytes: Uint8Array, name = 'memory'): ByteSource => ({
  name,
  sizeBytes: bytes.length,
  read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
})
