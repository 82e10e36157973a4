import { createSHA256 } from 'hash-wasm'
import type { ByteSource } from '../../core/byte-source'
import type { JobContext } from '../../core/job'
import { CODEC_TIMEOUT_MS } from '../write/audio-writer'
import type { OpenServices } from './services'

/** Bytes that are read at once. */
const PIECE_BYTES = 4 * 1024 * 1024

/** SHA-256 of a file's bytes (FIPS 180-4), lower-case hexadecimal, in bounded memory. */
export const sha256Of = async (
  file: ByteSource,
  { job, timeout }: { readonly job: JobContext } & Pick<OpenServices, 'timeout'>,
): Promise<string> => {
  const hash = await timeout(createSHA256(), CODEC_TIMEOUT_MS)
  const { sizeBytes } = file
  hash.init()
  let bytes: Uint8Array | undefined
  for (let at = 0; at < sizeBytes; at += PIECE_BYTES) {
    bytes = await file.read(at, Math.min(PIECE_BYTES, sizeBytes - at), bytes)
    hash.update(bytes)
    job.report(Math.min(1, (at + PIECE_BYTES) / sizeBytes))
    await job.checkpoint()
  }
  return hash.digest('hex')
}
