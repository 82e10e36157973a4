import { ascii } from '../byte-view'
import { MPEG_HEADER_BYTES, type MpegHeader } from './mpeg-header'

const FLAG_FRAMES = 1
const FLAG_BYTES = 2
const FLAG_TABLE = 4
const FLAG_QUALITY = 8
const TABLE_BYTES = 100
/** From the encoder's name to the 24 bits of delay and padding. */
const LAME_DELAY_OFFSET = 21

/**
 * Audio frames that the Xing, Info or LAME header in the first MPEG frame promises, encoder delay and
 * padding taken off; null without such a header.
 */
export const promisedFrames = (view: DataView, at: number, header: MpegHeader): number | null => {
  const mono = header.channelCount === 1
  const sideBytes = header.version === '1' ? (mono ? 17 : 32) : mono ? 9 : 17
  let p = at + MPEG_HEADER_BYTES + sideBytes
  const magic = ascii(view, p, 4)
  if (magic !== 'Xing' && magic !== 'Info') return null
  if (p + 8 > view.byteLength) return null
  const flags = view.getUint32(p + 4)
  p += 8
  if ((flags & FLAG_FRAMES) === 0 || p + 160 > view.byteLength) return null
  const total = view.getUint32(p) * header.framesPerFrame
  p += 4
  if (flags & FLAG_BYTES) p += 4
  if (flags & FLAG_TABLE) p += TABLE_BYTES
  if (flags & FLAG_QUALITY) p += 4
  const encoder = ascii(view, p, 4)
  if (encoder !== 'LAME' && encoder !== 'Lavf' && encoder !== 'Lavc') return total
  const packed = view.getUint32(p + LAME_DELAY_OFFSET - 1) & 0xffffff
  return Math.max(0, total - (packed >> 12) - (packed & 0xfff))
}
