import { createMD5, createXXHash64 } from 'hash-wasm'
import { CODEC_TIMEOUT_MS, type Timeout } from './audio-writer'

/** Tells whether two passes over audio gave the same samples: XXH64 of them as WAV holds them, seventeen times as fast as MD5. */
export interface PcmChecksum {
  update(bytes: Uint8Array): void
  /** Hexadecimal, once. */
  checksum(): string
}

/** The checksum and the MD5 of audio as WAV holds it: interleaved, least significant byte first (FLAC's too: RFC 9639, section 8.2). */
export interface PcmHash extends PcmChecksum {
  /** 16 bytes, once. */
  md5(): Uint8Array
}

export const openPcmChecksum = async (timeout: Timeout): Promise<PcmChecksum> => {
  const xxh64 = await timeout(createXXHash64(), CODEC_TIMEOUT_MS)
  xxh64.init()
  return {
    update: (bytes) => {
      xxh64.update(bytes)
    },
    checksum: () => xxh64.digest('hex'),
  }
}

export const openPcmHash = async (timeout: Timeout): Promise<PcmHash> => {
  const sum = await openPcmChecksum(timeout)
  const md5 = await timeout(createMD5(), CODEC_TIMEOUT_MS)
  md5.init()
  return {
    update: (bytes) => {
      md5.update(bytes)
      sum.update(bytes)
    },
    checksum: () => sum.checksum(),
    md5: () => md5.digest('binary'),
  }
}

/** Lower-case hexadecimal. */
export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
