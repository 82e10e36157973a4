import type { ByteSource } from '../../core/byte-source'
import { readView } from './byte-view'
import { adtsFrameBytes } from './media/adts'
import { findMpegFrame } from './mp3/mpeg-header'

/** Padding is stepped over, however much; behind it and behind anything else, so much is looked through. */
const MOST_SEARCHED_BYTES = 2 ** 17
const MOST_ZEROS_BYTES = 2 ** 26
const READ_BYTES = 2 ** 18
/** A frame and its followers: so many headers of one kind in a row are no chance. */
const FRAMES_IN_A_ROW = 3

export interface FoundStart {
  readonly kind: 'mp3' | 'aac'
  readonly at: number
}

/**
 * Where MPEG or ADTS frames begin in a file that begins with something else: padding that a tag's size leaves out, the
 * rest of a frame of captured radio, what a program wrote before them. Null where there are none near the start.
 */
export const findFrames = async (source: ByteSource, from: number): Promise<FoundStart | null> => {
  const start = await skipZeros(source, from)
  const view = await readView(source, start, READ_BYTES)
  const mpeg = findMpegFrame(view, MOST_SEARCHED_BYTES, FRAMES_IN_A_ROW)
  const adts = findAdts(view)
  if (mpeg && (adts === null || mpeg.at < adts)) return { kind: 'mp3', at: start + mpeg.at }
  return adts === null ? null : { kind: 'aac', at: start + adts }
}

const findAdts = (view: DataView): number | null => {
  const last = Math.min(MOST_SEARCHED_BYTES, view.byteLength)
  for (let at = 0; at < last; at++) {
    let next = at
    let count = 0
    for (; count < FRAMES_IN_A_ROW; count++) {
      const bytes = adtsFrameBytes(view, next)
      if (bytes === null) break
      next += bytes
    }
    if (count === FRAMES_IN_A_ROW) return at
  }
  return null
}

const skipZeros = async (source: ByteSource, from: number): Promise<number> => {
  const end = Math.min(source.sizeBytes, from + MOST_ZEROS_BYTES)
  for (let at = from; at < end; at += READ_BYTES) {
    const bytes = await source.read(at, READ_BYTES)
    const found = bytes.findIndex((byte) => byte !== 0)
    if (found >= 0) return at + found
  }
  return end
}
