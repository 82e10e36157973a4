/** Random access to bytes: a dropped file, a Blob or memory. */
export interface ByteSource {
  readonly name: string
  readonly sizeBytes: number
  /**
   * Bytes [offset, offset + length), fewer at the end. `spare`: of an earlier read, whose bytes nobody needs any more; its
   * memory may be used for these, and it is gone afterwards. New memory is slow, and the collector late.
   */
  read(offset: number, length: number, spare?: Uint8Array): Promise<Uint8Array>
}

/** Room for `length` bytes: the memory of `spare`, where that is enough. */
export const roomFor = (length: number, spare: Uint8Array | undefined): Uint8Array =>
  spare && spare.buffer.byteLength >= length
    ? new Uint8Array(spare.buffer, 0, length)
    : new Uint8Array(length)

/** Bytes already in memory. */
export const memorySource = (bytes: Uint8Array, name = 'memory'): ByteSource => ({
  name,
  sizeBytes: bytes.length,
  read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
})
