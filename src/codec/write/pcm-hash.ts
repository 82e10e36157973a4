import { createMD5, createXXHash64 } from 'hash-wasm'
import { type BegunMd5, CODEC_TIMEOUT_MS, type Timeout } from './audio-writer'

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

/**
 * `begun`: somebody else hashes the first bytes, and this tells how far he came and with what; by the time that bytes behind those
 * are taken, it must.
 */
export const openPcmHash = async (
  timeout: Timeout,
  begun?: () => BegunMd5 | null,
): Promise<PcmHash> => {
  const sum = await openPcmChecksum(timeout)
  const md5 = await timeout(createMD5(), CODEC_TIMEOUT_MS)
  md5.init()
  let isOwn = begun === undefined
  let taken = 0
  const goOn = (bytes: Uint8Array): void => {
    const from = begun?.()
    if (!from || taken + bytes.length < from.atByte) return
    md5.load(from.state)
    md5.update(bytes.subarray(from.atByte - taken))
    isOwn = true
  }
  return {
    update: (bytes) => {
      if (isOwn) md5.update(bytes)
      else goOn(bytes)
      sum.update(bytes)
      taken += bytes.length
    },
    checksum: () => sum.checksum(),
    md5: () => {
      if (!isOwn) throw new Error('the first part of the MD5 is missing')
      return md5.digest('binary')
    },
  }
}

/** The checksum, and the MD5 of the first `bytes` bytes, which goes to `handOver` as soon as they are in. */
export const openBeginningHash = async (
  timeout: Timeout,
  bytes: number,
  handOver: (begun: BegunMd5) => void,
): Promise<PcmChecksum> => {
  const sum = await openPcmChecksum(timeout)
  const md5 = await timeout(createMD5(), CODEC_TIMEOUT_MS)
  md5.init()
  let left = bytes
  return {
    update: (more) => {
      if (left > 0) {
        const own = more.subarray(0, left)
        md5.update(own)
        left -= own.length
        if (left === 0) handOver({ atByte: bytes, state: md5.save() })
      }
      sum.update(more)
    },
    checksum: () => sum.checksum(),
  }
}

/** Lower-case hexadecimal. */
export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
