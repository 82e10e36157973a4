import { joinedBytes } from '../core/joined'
import { crc16 } from './crc16'
import type { Disc } from './disc'
import { latin1Of, withPlainSigns } from './latin1'

/** Bytes of text in a pack. */
const PAYLOAD_BYTES = 12
const PACK_BYTES = 18
/** More cannot be numbered; three of them describe the block. */
const MAX_PACKS = 253
const LONGEST_POSITION = 15

const TITLE = 0x80
const PERFORMER = 0x81
const CODES = 0x8e
const SIZE_INFO = 0x8f
/** EBU Tech 3264, appendix 3. */
const ENGLISH = 9

export type CdText =
  | { readonly status: 'written'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** These texts have characters that ISO 8859-1 lacks: a person decides what stands there instead. */
  | { readonly status: 'not-latin1'; readonly texts: readonly string[] }
  /** More packs than can be numbered. */
  | { readonly status: 'too-long' }

/**
 * CD-Text (MMC-3 annex J): packs of 18 bytes with titles, performers and codes, in ISO 8859-1, one block in
 * English. Types without any text are left out; no bytes where there is no text at all. Typographic quotes and dashes
 * become plain ones (`plainedTexts` tells which texts have some); nothing else is replaced, and nothing cut.
 */
export const cdText = (disc: Disc): CdText => {
  const byType: readonly (readonly [number, readonly string[]])[] = [
    [TITLE, [disc.title, ...disc.tracks.map(({ title }) => title)]],
    [PERFORMER, [disc.performer, ...disc.tracks.map(({ performer }) => performer)]],
    [CODES, [disc.ean13 ?? '', ...disc.tracks.map(({ isrc }) => isrc ?? '')]],
  ]
  const packs: Uint8Array[] = []
  const counts = new Map<number, number>()
  const texts = byType.flatMap(([, strings]) => strings.filter((text) => latin1Of(text) === null))
  if (texts.length > 0) return { status: 'not-latin1', texts: [...new Set(texts)] }
  for (const [type, strings] of byType) {
    if (strings.every((text) => text === '')) continue
    const encoded = strings.map((text) => latin1Of(text) ?? new Uint8Array(0))
    const some = textPacks(type, encoded, packs.length)
    counts.set(type, some.length)
    packs.push(...some)
  }
  if (packs.length === 0) return { status: 'written', bytes: new Uint8Array(0) }
  if (packs.length > MAX_PACKS) return { status: 'too-long' }
  packs.push(...sizePacks(counts, disc.tracks.length, packs.length))
  return { status: 'written', bytes: joinedBytes(packs) }
}

/** The texts of a disc that CD-Text has with plain signs only, for the first of them to be told. */
export const plainedTexts = ({ title, performer, tracks }: Disc): readonly string[] =>
  [title, performer, ...tracks.flatMap((track) => [track.title, track.performer])].filter(
    (text) => latin1Of(text) !== null && withPlainSigns(text) !== text.normalize('NFC'),
  )

/** All strings of one type, each ended by 0, cut into packs. */
const textPacks = (
  type: number,
  strings: readonly Uint8Array[],
  firstSequence: number,
): Uint8Array[] => {
  const characters = strings.flatMap((bytes, track) =>
    [...bytes, 0].map((byte, position) => ({ byte, track, position })),
  )
  const packs: Uint8Array[] = []
  for (let at = 0; at < characters.length; at += PAYLOAD_BYTES) {
    const payload = characters.slice(at, at + PAYLOAD_BYTES)
    const { track = 0, position = 0 } = payload[0] ?? {}
    const bytes = payload.map(({ byte }) => byte)
    packs.push(
      pack(type, track, firstSequence + packs.length, Math.min(LONGEST_POSITION, position), bytes),
    )
  }
  return packs
}

/** Three packs that tell what is in the block. */
const sizePacks = (
  counts: ReadonlyMap<number, number>,
  trackCount: number,
  firstSequence: number,
): Uint8Array[] => {
  const info = new Uint8Array(3 * PAYLOAD_BYTES)
  info.set([0, 1, trackCount, 0])
  for (let type = TITLE; type < SIZE_INFO; type++) info[4 + type - TITLE] = counts.get(type) ?? 0
  info[4 + SIZE_INFO - TITLE] = 3
  info[20] = firstSequence + 2
  info[28] = ENGLISH
  return [0, 1, 2].map((part) =>
    pack(SIZE_INFO, part, firstSequence + part, 0, [
      ...info.subarray(part * PAYLOAD_BYTES, (part + 1) * PAYLOAD_BYTES),
    ]),
  )
}

const pack = (
  type: number,
  track: number,
  sequence: number,
  position: number,
  payload: readonly number[],
): Uint8Array => {
  const bytes = new Uint8Array(PACK_BYTES)
  bytes.set([type, track, sequence, position, ...payload])
  const crc = ~crc16(bytes.subarray(0, PACK_BYTES - 2))
  new DataView(bytes.buffer).setUint16(PACK_BYTES - 2, crc & 0xffff)
  return bytes
}
