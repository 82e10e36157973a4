import type { MpegHeader } from '../../read/mp3/mpeg-header'
import { ByteBuilder } from '../byte-builder'

export interface Mp3Facts {
  /** The first four bytes of the first frame. */
  readonly firstHeader: number
  readonly header: MpegHeader
  readonly constantKbps: number | null
  /** Frames of audio (of 1152 or 576 samples), without this one. */
  readonly frameCount: number
  readonly audioBytes: number
  /** Bytes before each hundredth of the frames. */
  readonly seekBytes: readonly number[]
  readonly delayFrames: number
  readonly paddingFrames: number
  readonly audioCrc: number
}

/** Bit rates (kbit/s) of layer III by index; MPEG-1, then 2 and 2.5 (ISO 11172-3 and 13818-3). */
const KBPS = {
  '1': [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  '2': [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const
const HEADER_BYTES = 4
/** Name to quality, then LAME's part. */
const TAG_BYTES = 120 + 36
const LAME_VERSION = 'LAME3.100'

/** Bit-rate index and size of the frame that holds the tag: the stream's own rate where it has room. */
export const infoFrameSize = (
  { version, sampleRate, channelCount }: MpegHeader,
  constantKbps: number | null,
): { readonly index: number; readonly bytes: number } => {
  const table = KBPS[version === '1' ? '1' : '2']
  const slots = version === '1' ? 144_000 : 72_000
  const needed = HEADER_BYTES + sideInfoBytes(version, channelCount) + TAG_BYTES
  const size = (kbps: number): number => Math.floor((slots * kbps) / sampleRate)
  const index = table.findIndex((kbps) => kbps >= (constantKbps ?? 0) && size(kbps) >= needed)
  return { index, bytes: size(table[index] ?? 0) }
}

/** Bytes between a frame's head and the tag. */
const sideInfoBytes = (version: MpegHeader['version'], channelCount: number): number => {
  if (version === '1') return channelCount === 2 ? 32 : 17
  return channelCount === 2 ? 17 : 9
}

/**
 * The frame of silence that tells how long the audio is and how much of it the encoder added (Xing's tag and LAME's
 * part of it, as LAME 3.100 writes them): players that know it give the exact length without a gap.
 */
export const infoFrame = (facts: Mp3Facts): Uint8Array => {
  const { header, constantKbps, frameCount, audioBytes, delayFrames, paddingFrames } = facts
  const { index, bytes } = infoFrameSize(header, constantKbps)
  const frame = new ByteBuilder('big-endian')
  // Bit rate replaced, no padding, no checksum behind the head.
  frame.u32(((facts.firstHeader & 0xffff_0dff) | 0x0001_0000 | (index << 12)) >>> 0)
  frame.zeros(sideInfoBytes(header.version, header.channelCount))
  frame.latin1(constantKbps === null ? 'Xing' : 'Info').u32(15)
  frame.u32(frameCount, bytes + audioBytes)
  const whole = Math.max(1, audioBytes)
  for (let hundredth = 0; hundredth < 100; hundredth++)
    frame.u8(Math.min(255, Math.floor((256 * (facts.seekBytes[hundredth] ?? 0)) / whole)))
  frame.u32(QUALITY)
  frame.latin1(LAME_VERSION).u8(constantKbps === null ? METHOD.variable : METHOD.constant)
  frame.u8(0).u32(0).u16(0, 0).u8(0)
  frame.u8(Math.min(255, constantKbps ?? 0))
  frame.u8(delayFrames >> 4, ((delayFrames & 15) << 4) | (paddingFrames >> 8), paddingFrames & 255)
  frame.u8(0, 0).u16(constantKbps ?? 0)
  frame.u32(bytes + audioBytes).u16(facts.audioCrc)
  frame.u16(crc16(frame.done(), 0))
  frame.zeros(bytes - frame.length)
  return frame.done()
}

/** What encoders write for their middle setting. */
const QUALITY = 57
const METHOD = { constant: 1, variable: 4 } as const

/** CRC-16 of polynomial 8005, reflected: LAME's. Goes on from `crc`. */
export const crc16 = (bytes: Uint8Array, crc: number): number => {
  let value = crc
  for (let i = 0; i < bytes.length; i++)
    value = (value >>> 8) ^ (CRC_TABLE[(value ^ (bytes[i] ?? 0)) & 255] ?? 0)
  return value
}

const CRC_TABLE = Uint16Array.from({ length: 256 }, (_, index) => {
  let crc = index
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1
  return crc
})
