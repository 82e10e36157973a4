const HEAD_BYTES = 7
/** Sampling frequency indices 13 to 15 mean nothing in ADTS. */
const MOST_RATE_INDEX = 12

/** Length of the ADTS frame (ISO 13818-7, 6.2) whose header is at `at`; null where there is none. */
export const adtsFrameBytes = (view: DataView, at: number): number | null => {
  if (at + HEAD_BYTES > view.byteLength) return null
  if ((view.getUint16(at) & 0xfff6) !== 0xfff0) return null
  if (((view.getUint8(at + 2) >> 2) & 15) > MOST_RATE_INDEX) return null
  const bytes =
    ((view.getUint8(at + 3) & 3) << 11) |
    (view.getUint8(at + 4) << 3) |
    (view.getUint8(at + 5) >> 5)
  return bytes > HEAD_BYTES ? bytes : null
}
