import { createCRC32 } from 'hash-wasm'

/** CRC-32 (IEEE 802.3) of a file, read once as a stream. Rejects where it cannot be read. */
export const crc32Of = async (file: Blob): Promise<number> => {
  const hash = await createCRC32()
  const reader = file.stream().getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Number.parseInt(hash.digest('hex'), 16)
    hash.update(value)
  }
}
