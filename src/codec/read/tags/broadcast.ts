import type { Broadcast } from '../../../core/tags'
import { getUint64 } from '../byte-view'
import { decodeText } from './text'

const FIXED_BYTES = 602
const UMID_BYTES = 64

/** A `bext` chunk (EBU Tech 3285), of any version; null where it is cut short. */
export const parseBroadcast = (view: DataView, littleEndian: boolean): Broadcast | null => {
  if (view.byteLength < FIXED_BYTES) return null
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
  const text = (from: number, length: number) => decodeText(bytes.subarray(from, from + length))
  const umid = bytes.slice(348, 348 + UMID_BYTES)
  const timeReferenceFrames = getUint64(view, 338, littleEndian)
  return {
    description: text(0, 256),
    originator: text(256, 32),
    originatorReference: text(288, 32),
    originationDate: text(320, 10),
    originationTime: text(330, 8),
    timeReferenceFrames: Number.isSafeInteger(timeReferenceFrames) ? timeReferenceFrames : 0,
    // From version 1 on.
    umid: view.getUint16(346, littleEndian) >= 1 && umid.some((byte) => byte !== 0) ? umid : null,
    codingHistory: text(FIXED_BYTES, bytes.length - FIXED_BYTES),
  }
}
