import type { Outcome } from '../../../core/outcome'
import { parseOggFlacHead } from '../flac/flac-header'
import type { PacketDecoder } from '../packets/packet-decoder'
import type { DecoderServices } from '../services'
import type { CollectedTags } from '../tags/collector'
import { parseVorbisComment } from '../tags/vorbis-comment'

/** How one codec lies in Ogg. */
export interface OggCodec {
  /** Whether so many header packets are all of them, before the next one is looked at. */
  readonly hasAllHeaders: (headers: readonly Uint8Array[], next: Uint8Array) => boolean
  readonly makeDecoder: (
    headers: readonly Uint8Array[],
    services: DecoderServices,
  ) => Promise<Outcome<PacketDecoder> | null>
  readonly tagsOf: (headers: readonly Uint8Array[]) => CollectedTags
  /** Frames that the headers promise; null where they say nothing. */
  readonly promisedFrames: (headers: readonly Uint8Array[]) => number | null
}

const nothingPromised = () => null

const commentAfter =
  (magicBytes: number) =>
  ([, comment]: readonly Uint8Array[]): CollectedTags =>
    comment ? parseVorbisComment(comment.subarray(magicBytes)) : {}

const VORBIS: OggCodec = {
  hasAllHeaders: (headers) => headers.length >= 3,
  makeDecoder: async (headers, services) =>
    (await import('../packets/vorbis-packets')).vorbisPackets(services)(headers),
  // 3 and "vorbis"
  tagsOf: commentAfter(7),
  promisedFrames: nothingPromised,
}

const OPUS: OggCodec = {
  hasAllHeaders: (headers) => headers.length >= 2,
  makeDecoder: async (headers, services) =>
    (await import('../packets/opus-packets')).opusPackets(services)(headers),
  tagsOf: commentAfter('OpusTags'.length),
  promisedFrames: nothingPromised,
}

const FLAC: OggCodec = {
  // Their number may be 0 for "unknown"; frames begin with a sync code that no metadata block has.
  hasAllHeaders: (headers, next) => headers.length > 0 && next[0] === 0xff,
  makeDecoder: async ([first = new Uint8Array(0)], services) => {
    const info = parseOggFlacHead(first)
    return info && (await import('../packets/flac-packets')).flacPackets(info, services)
  },
  // A metadata block's head stands before the comments.
  tagsOf: commentAfter(4),
  promisedFrames: ([first]) => (first ? (parseOggFlacHead(first)?.lengthFrames ?? null) : null),
}

const CODECS: readonly (readonly [magic: string, codec: OggCodec])[] = [
  ['\x01vorbis', VORBIS],
  ['OpusHead', OPUS],
  ['\x7fFLAC', FLAC],
]

const startsWith = (bytes: Uint8Array, magic: string): boolean =>
  bytes.length >= magic.length && [...magic].every((c, i) => bytes[i] === c.charCodeAt(0))

/** The codec whose stream this first packet begins; null for other streams (video, skeleton, speech). */
export const oggCodecOf = (packet: Uint8Array): OggCodec | null =>
  CODECS.find(([magic]) => startsWith(packet, magic))?.[1] ?? null
