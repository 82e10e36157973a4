import type { Broadcast, Tags } from '../../../core/tags'
import { ByteBuilder } from '../byte-builder'
import { utf8, utf8Within } from '../utf8'
import { VENDOR } from '../vorbis-comments'

/** What Tech 3285 v2 tells of a file's loudness; null where it cannot be measured. */
export interface BroadcastLoudness {
  readonly integratedLufs: number | null
  readonly loudnessRangeLu: number | null
  readonly truePeakDbtp: number | null
  readonly maximumMomentaryLufs: number | null
  readonly maximumShortTermLufs: number | null
}

export interface BroadcastShape {
  readonly sampleRate: number
  readonly channelCount: number
  /** "16", "24"; "32f" for float. */
  readonly depth: string
}

/** Where the five loudness values stand in the chunk's body. */
export const LOUDNESS_OFFSET = 412
const VERSION = 2
const UMID_BYTES = 64
const RESERVED_BYTES = 180
/** "Not set." */
const UNSET = 0x7fff

/**
 * The body of a `bext` chunk (EBU Tech 3285, version 2): the source's own where it had one, its time reference as given, with how this
 * file came about added to its history (EBU R 98). Loudness is not set yet. Nothing in it depends on the day, so that
 * the same master is the same file.
 */
export const broadcastChunk = (tags: Tags, shape: BroadcastShape): Uint8Array => {
  const { broadcast } = tags
  const chunk = new ByteBuilder('little-endian')
  const title = ascii([tags.title, tags.artist].filter(Boolean).join(' - '))
  chunk.bytes(padded(broadcast?.description || title, 256))
  chunk.bytes(padded(broadcast?.originator || VENDOR, 32))
  chunk.bytes(padded(broadcast?.originatorReference ?? '', 32))
  chunk.bytes(padded(broadcast?.originationDate ?? '', 10))
  chunk.bytes(padded(broadcast?.originationTime ?? '', 8))
  chunk.u64(Math.max(0, Math.round(broadcast?.timeReferenceFrames ?? 0))).u16(VERSION)
  chunk.bytes((broadcast?.umid ?? new Uint8Array(UMID_BYTES)).subarray(0, UMID_BYTES))
  chunk.zeros(LOUDNESS_OFFSET - chunk.length)
  chunk.u16(UNSET, UNSET, UNSET, UNSET, UNSET).zeros(RESERVED_BYTES)
  return chunk.bytes(utf8(history(broadcast, shape))).done()
}

/** The five loudness values, hundredths, halves away from 0 (Tech 3285, 2.4). */
export const loudnessFields = (loudness: BroadcastLoudness): Uint8Array => {
  const fields = new ByteBuilder('little-endian')
  for (const value of [
    loudness.integratedLufs,
    loudness.loudnessRangeLu,
    loudness.truePeakDbtp,
    loudness.maximumMomentaryLufs,
    loudness.maximumShortTermLufs,
  ]) {
    const hundredths = Math.sign(value ?? 0) * Math.round(100 * Math.abs(value ?? 0))
    const isTold = value !== null && Math.abs(hundredths) < UNSET
    fields.u16((isTold ? hundredths : UNSET) & 0xffff)
  }
  return fields.done()
}

const history = (
  broadcast: Broadcast | undefined,
  { sampleRate, channelCount, depth }: BroadcastShape,
): string => {
  const before = broadcast?.codingHistory ? `${broadcast.codingHistory.trimEnd()}\r\n` : ''
  const mode = channelCount === 1 ? 'mono' : 'stereo'
  return `${before}A=PCM,F=${sampleRate},W=${depth.replace('f', '')},M=${mode},T=${VENDOR}\r\n`
}

/** What the field is made for: letters without their marks, and nothing for those of other alphabets. */
const ascii = (text: string): string => text.normalize('NFKD').replace(/[^\x20-\x7e]/g, '')

/** UTF-8, which is ASCII wherever it can be, in a field of this size. */
const padded = (text: string, size: number): Uint8Array => {
  const field = new Uint8Array(size)
  field.set(utf8Within(text, size))
  return field
}
