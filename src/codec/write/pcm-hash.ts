import { createMD5 } from 'hash-wasm'
import { CODEC_TIMEOUT_MS, type Timeout } from './audio-writer'

/** The MD5 of audio as WAV holds it: interleaved, least significant byte first (FLAC's too: RFC 9639, section 8.2). */
export interface PcmHash {
  update(bytes: Uint8Array): void
  /** 16 bytes, once. */
  digest(): Uint8Array
}

export const openPcmHash = async (timeout: Timeout): Promise<PcmHash> => {
  const md5 = await timeout(createMD5(), CODEC_TIMEOUT_MS)
  md5.init()
  return {
    update: (bytes) => {
      md5.update(bytes)
    },
    digest: () => md5.digest('binary'),
  }
}

/** Lower-case hexadecimal. */
export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
