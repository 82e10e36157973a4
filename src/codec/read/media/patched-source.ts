import type { ByteSource } from '../../../core/byte-source'

/** Bytes that a file should have had there. */
export interface Patch {
  readonly at: number
  readonly bytes: Uint8Array
}

/** The same file with these bytes instead of its own. */
export const patched = (source: ByteSource, patches: readonly Patch[]): ByteSource => ({
  name: source.name,
  sizeBytes: source.sizeBytes,
  read: async (offset, length) => {
    const read = await source.read(offset, length)
    const end = offset + read.length
    const hit = patches.filter(({ at, bytes }) => at < end && at + bytes.length > offset)
    if (hit.length === 0) return read
    const copy = read.slice()
    for (const { at, bytes } of hit) {
      const from = Math.max(at, offset)
      const to = Math.min(at + bytes.length, end)
      copy.set(bytes.subarray(from - at, to - at), from - offset)
    }
    return copy
  },
})
