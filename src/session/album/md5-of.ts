import { createMD5 } from 'hash-wasm'
import { digestOf } from '../digest'

/** MD5 of a file, hexadecimal, read once as a stream. Rejects where it cannot be read. */
export const md5Of = async (file: Blob): Promise<string> => digestOf(file, await createMD5())
