import type { ByteSource } from '../../../core/byte-source'
import { readView } from '../byte-view'
import { nextChunk } from './next-chunk'

const FULL = 2 ** 32
/** What lies this near below 2^32, or in the last 17 MiB below and the first page above 2^31, was never a length. */
const NEAR_FULL = 2 ** 20
const HALF_FROM = 0x7eff_0000
const HALF_TO = 0x8000_1000
/** Two thousand million, and the like. */
const ROUND = 1_000_000
const ROUND_FROM = 1_000_000_000

/**
 * Whether a size that is larger than the file is what a writer puts in that does not know the length yet: all ones,
 * the largest signed number, sox's 7ffff000, a round thousand million.
 */
export const isPlaceholder = (size: number): boolean =>
  size >= FULL - NEAR_FULL ||
  (size >= HALF_FROM && size <= HALF_TO) ||
  (size >= ROUND_FROM && size % ROUND === 0)

/** The size of a data chunk as it is meant: null where it was never filled in, whole where it wrapped at 4 GiB. */
export const meantSize = async (
  source: ByteSource,
  body: number,
  size: number,
  littleEndian: boolean,
): Promise<number | null> => {
  const available = source.sizeBytes - body
  if (size > available) return isPlaceholder(size) ? null : size
  if (size === 0) return (await isReallyEmpty(source, body, littleEndian)) ? 0 : null
  return size + Math.floor((available - size) / FULL) * FULL
}

/** Nothing behind, or chunks that add up to the end of the file. */
const isReallyEmpty = async (
  source: ByteSource,
  body: number,
  littleEndian: boolean,
): Promise<boolean> => {
  for (let at = body; at < source.sizeBytes; ) {
    const next = await nextChunk(source, at, littleEndian)
    if (!next || next.body + next.size > source.sizeBytes + 1) return false
    at = next.body + next.size + (next.size % 2)
  }
  return true
}

const PROBE_BYTES = 4096

/** Whether what lies from `at` on may be audio: more than padding and no tag of a few hundred bytes. */
export const looksLikeMore = async (source: ByteSource, at: number): Promise<boolean> => {
  const probe = await readView(source, at, PROBE_BYTES)
  for (let i = 0; i < probe.byteLength; i++) if (probe.getUint8(i) !== 0) return true
  return false
}
