import type { ByteSource } from '../../core/byte-source'

/** Bytes [from, to) of a source as a source of their own. */
export const sliceSource = (source: ByteSource, from: number, to: number): ByteSource => {
  const sizeBytes = Math.max(0, to - from)
  const read: ByteSource['read'] = (offset, length, spare) =>
    source.read(from + offset, Math.max(0, Math.min(length, sizeBytes - offset)), spare)
  return { name: source.name, sizeBytes, read }
}
