import { ByteBuilder } from '../byte-builder'
import { bigEndian, box, freeformItem, fullBox, textData, UNITY_MATRIX } from './boxes'

export interface M4aFacts {
  readonly sampleRate: number
  readonly channelCount: number
  /** Of the audio that players give. */
  readonly lengthFrames: number
  /** Frames that decoders must drop at the start. */
  readonly primingFrames: number
  readonly framesPerPacket: number
  /** Bytes of every packet. */
  readonly packetBytes: Uint32Array
  /** The codec's sample entry for `stsd`. */
  readonly sampleEntry: Uint8Array
  /** `ilst` entries, whole boxes. */
  readonly items: readonly Uint8Array[]
  /** Whether a file offset may be over 32 bits. */
  readonly large: boolean
}

const PACKETS_PER_CHUNK = 64
const WRITER = 'TrackMaster'
/** "und": no language, five bits a letter. */
const LANGUAGE = 0x55c4
const LONG_HEAD_BYTES = 16
const SHORT_HEAD_BYTES = 8

/**
 * Everything before the packets of an M4A file (ISO/IEC 14496-12 and -14): `ftyp`, `moov`, and the head of `mdat`. Its size
 * depends on the number of packets only, so it can be written over when their sizes are known. An edit list tells players
 * to leave out the priming, and iTunes' `iTunSMPB` says the same to those that do not read it.
 */
export const m4aHead = (facts: M4aFacts): Uint8Array => {
  const type = box('ftyp', bigEndian().latin1('M4A ').u32(0).latin1('M4A mp42isom').done())
  const mediaHead = facts.large ? LONG_HEAD_BYTES : SHORT_HEAD_BYTES
  const movieBytes = movie(facts, 0).length
  const mediaAt = type.length + movieBytes + mediaHead
  const size = mediaHead + facts.packetBytes.reduce((sum, bytes) => sum + bytes, 0)
  const head = bigEndian().bytes(type, movie(facts, mediaAt))
  if (facts.large) head.u32(1).latin1('mdat').u64(size)
  else head.u32(size).latin1('mdat')
  return head.done()
}

const movie = (facts: M4aFacts, mediaAt: number): Uint8Array => {
  const { sampleRate, lengthFrames } = facts
  const head = bigEndian().u32(0, 0, sampleRate, lengthFrames, 0x10000).u16(0x100).zeros(10)
  head.bytes(UNITY_MATRIX).zeros(24).u32(2)
  return box('moov', fullBox('mvhd', 0, 0, head.done()), track(facts, mediaAt), userData(facts))
}

const TRACK_ENABLED = 7

const track = (facts: M4aFacts, mediaAt: number): Uint8Array => {
  const { lengthFrames, primingFrames } = facts
  const head = bigEndian().u32(0, 0, 1, 0, lengthFrames).zeros(8).u16(0, 0, 0x100, 0)
  head.bytes(UNITY_MATRIX).u32(0, 0)
  const edit = bigEndian().u32(1, lengthFrames, primingFrames).u16(1, 0).done()
  return box(
    'trak',
    fullBox('tkhd', 0, TRACK_ENABLED, head.done()),
    ...(primingFrames > 0 ? [box('edts', fullBox('elst', 0, 0, edit))] : []),
    media(facts, mediaAt),
  )
}

const media = (facts: M4aFacts, mediaAt: number): Uint8Array => {
  const { sampleRate, primingFrames, lengthFrames } = facts
  const total = primingFrames + lengthFrames
  const reference = box(
    'dinf',
    fullBox('dref', 0, 0, bigEndian().u32(1).done(), fullBox('url ', 0, 1)),
  )
  return box(
    'mdia',
    fullBox('mdhd', 0, 0, bigEndian().u32(0, 0, sampleRate, total).u16(LANGUAGE, 0).done()),
    fullBox('hdlr', 0, 0, bigEndian().u32(0).latin1('soun').zeros(12).latin1(`${WRITER}\0`).done()),
    box(
      'minf',
      fullBox('smhd', 0, 0, bigEndian().u32(0).done()),
      reference,
      sampleTable(facts, mediaAt),
    ),
  )
}

const sampleTable = (facts: M4aFacts, mediaAt: number): Uint8Array => {
  const { packetBytes, framesPerPacket, primingFrames, lengthFrames, sampleEntry, large } = facts
  const count = packetBytes.length
  const lastFrames = primingFrames + lengthFrames - (count - 1) * framesPerPacket
  const times = bigEndian()
  if (count > 1) times.u32(2, count - 1, framesPerPacket, 1, lastFrames)
  else times.u32(1, 1, lastFrames)
  const sizes = bigEndian().u32(0, count)
  for (const bytes of packetBytes) sizes.u32(bytes)
  return box(
    'stbl',
    fullBox('stsd', 0, 0, bigEndian().u32(1).done(), sampleEntry),
    fullBox('stts', 0, 0, times.done()),
    ...(primingFrames > 0 ? rollGroups(count) : []),
    fullBox('stsc', 0, 0, chunkRuns(count)),
    fullBox('stsz', 0, 0, sizes.done()),
    fullBox(large ? 'co64' : 'stco', 0, 0, chunkOffsets(packetBytes, mediaAt, large)),
  )
}

/** A decoder that begins in the middle needs one packet more (ISO/IEC 14496-12, roll distance). */
const rollGroups = (count: number): Uint8Array[] => [
  fullBox('sgpd', 1, 0, bigEndian().latin1('roll').u32(2, 1).u16(0xffff).done()),
  fullBox('sbgp', 0, 0, bigEndian().latin1('roll').u32(1, count, 1).done()),
]

const chunkRuns = (count: number): Uint8Array => {
  const whole = Math.floor(count / PACKETS_PER_CHUNK)
  const rest = count % PACKETS_PER_CHUNK
  const runs = bigEndian().u32((whole > 0 ? 1 : 0) + (rest > 0 ? 1 : 0))
  if (whole > 0) runs.u32(1, PACKETS_PER_CHUNK, 1)
  if (rest > 0) runs.u32(whole + 1, rest, 1)
  return runs.done()
}

const chunkOffsets = (packetBytes: Uint32Array, mediaAt: number, large: boolean): Uint8Array => {
  const offsets = bigEndian().u32(Math.ceil(packetBytes.length / PACKETS_PER_CHUNK))
  let at = mediaAt
  for (const [index, bytes] of packetBytes.entries()) {
    if (index % PACKETS_PER_CHUNK === 0) {
      if (large) offsets.u64(at)
      else offsets.u32(at)
    }
    at += bytes
  }
  return offsets.done()
}

const userData = ({ items, primingFrames, ...facts }: M4aFacts): Uint8Array => {
  const handler = fullBox('hdlr', 0, 0, bigEndian().u32(0).latin1('mdirappl').zeros(9).done())
  const own = [box('\u00a9too', textData(WRITER))]
  if (primingFrames > 0) own.push(gaplessItem({ primingFrames, ...facts }))
  return box('udta', fullBox('meta', 0, 0, handler, box('ilst', ...items, ...own)))
}

/** Priming, padding and length in frames as iTunes writes them: hexadecimal, then zeros. */
const gaplessItem = (
  facts: Pick<M4aFacts, 'primingFrames' | 'lengthFrames' | 'packetBytes' | 'framesPerPacket'>,
): Uint8Array => {
  const { primingFrames, lengthFrames, packetBytes, framesPerPacket } = facts
  const padding = packetBytes.length * framesPerPacket - primingFrames - lengthFrames
  const hex = (value: number, digits: number) =>
    value.toString(16).toUpperCase().padStart(digits, '0')
  const numbers = [hex(0, 8), hex(primingFrames, 8), hex(padding, 8), hex(lengthFrames, 16)]
  const text = [...numbers, ...new Array<string>(8).fill(hex(0, 8))].join(' ')
  return freeformItem('iTunSMPB', ` ${text}`)
}

/** The common part of an audio sample entry; over 65 535 Hz the field cannot tell the rate. */
export const audioSampleEntry = (
  type: string,
  { channelCount, sampleRate }: Pick<M4aFacts, 'channelCount' | 'sampleRate'>,
  bitDepth: number,
  codec: Uint8Array,
): Uint8Array => {
  const entry = new ByteBuilder('big-endian')
    .zeros(6)
    .u16(1)
    .zeros(8)
    .u16(channelCount, bitDepth, 0, 0)
  entry.u16(sampleRate < 65_536 ? sampleRate : 0, 0)
  return box(type, entry.done(), codec)
}
