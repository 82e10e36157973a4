import { createCRC32 } from 'hash-wasm'
import { digestOf } from '../digest'

/** CRC-32 (IEEE 802.3) of a file. Rejects where it cannot be read. */
export const crc32Of = async (file: Blob): Promise<number> =>
  Number.parseInt(await digestOf(file, await createCRC32()), 16)
