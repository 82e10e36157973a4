import type { Picture, TextTag } from '../../../core/tags'
import { NAME_OF_FRAME } from '../../tag-names'
import {
  addNamed,
  addOther,
  addOutdated,
  addUnread,
  type CollectedTags,
  FURTHER_PICTURES,
} from './collector'
import { decodeLatin1, decodeText, decodeUtf16 } from './text'

const HEADER_BYTES = 10
const FIELDS: Readonly<Record<string, TextTag>> = {
  TIT2: 'title',
  TPE1: 'artist',
  TALB: 'album',
  TPE2: 'albumArtist',
  TDRC: 'date',
  TYER: 'date',
  TRCK: 'track',
  TPOS: 'disc',
  TCON: 'genre',
  TCOM: 'composer',
  TCOP: 'copyright',
  TPUB: 'label',
  TSRC: 'isrc',
  TT2: 'title',
  TP1: 'artist',
  TAL: 'album',
  TP2: 'albumArtist',
  TYE: 'date',
  TRK: 'track',
  TPA: 'disc',
  TCO: 'genre',
  TCM: 'composer',
  TCR: 'copyright',
  TPB: 'label',
  TRC: 'isrc',
}
/** Length and writer of the file: not true of the master. */
const WRITER = ['TLEN', 'TSSE', 'TENC', 'TLE', 'TSS', 'TEN']
/** How a program finds its way in the file, or played it: gone with the file. */
const OF_THE_FILE = ['RBUF', 'SEEK', 'ASPI', 'MLLT', 'BUF', 'MLL']
/** What players are told to do to the level and the tone. */
const ADJUSTMENTS = ['RVA2', 'RVAD', 'EQU2', 'EQUA', 'RVA', 'EQU']
const FRONT_COVER = 3

const syncSafe = (bytes: Uint8Array, at: number): number =>
  [0, 1, 2, 3].reduce((sum, k) => sum * 128 + ((bytes[at + k] ?? 0) & 0x7f), 0)

const plain = (bytes: Uint8Array, at: number, count: number): number => {
  let value = 0
  for (let k = 0; k < count; k++) value = value * 256 + (bytes[at + k] ?? 0)
  return value
}

/** Whole length of the ID3v2 tag that starts `bytes` (footer included), 0 when there is none. */
export const id3Length = (bytes: Uint8Array): number => {
  if (bytes.length < HEADER_BYTES || decodeLatin1(bytes.subarray(0, 3)) !== 'ID3') return 0
  const hasFooter = ((bytes[5] ?? 0) & 0x10) !== 0
  return HEADER_BYTES + syncSafe(bytes, 6) + (hasFooter ? HEADER_BYTES : 0)
}

/** Texts and cover of an ID3v2.2–2.4 tag; `bytes` may be cut short. Of other frames that they are there. */
export const parseId3 = (given: Uint8Array): CollectedTags => {
  const tags: CollectedTags = {}
  const major = given[3] ?? 0
  const flags = given[5] ?? 0
  let bytes = given.subarray(0, Math.min(id3Length(given), given.length))
  if ((flags & 0x80) !== 0 && major < 4) bytes = synchronised(bytes)
  const end = bytes.length
  const idLength = major === 2 ? 3 : 4
  const headLength = major === 2 ? 6 : 10
  let at = HEADER_BYTES
  if ((flags & 0x40) !== 0 && major >= 3)
    at += major === 4 ? syncSafe(bytes, at) : plain(bytes, at, 4) + 4
  let coverType = -1
  let day = ''
  while (at + headLength < end) {
    const id = decodeLatin1(bytes.subarray(at, at + idLength))
    if (id.length < idLength) break
    const size =
      major === 2
        ? plain(bytes, at + 3, 3)
        : major === 4
          ? syncSafe(bytes, at + 4)
          : plain(bytes, at + 4, 4)
    const frameFlags = major === 4 ? (bytes[at + 9] ?? 0) : 0
    const from = at + headLength
    at = from + size
    if (at > end) break
    let body = bytes.subarray(from, at)
    if ((frameFlags & 1) !== 0) body = body.subarray(4)
    if ((frameFlags & 2) !== 0) body = synchronised(body)
    // Compressed or encrypted.
    if ((frameFlags & 0x0c) !== 0) addUnread(tags, id)
    else if (id === 'APIC' || id === 'PIC') {
      const found = pictureOf(body, id === 'PIC')
      if (tags.cover || !found) addUnread(tags, found ? FURTHER_PICTURES : id)
      if (found && (coverType < 0 || found.type === FRONT_COVER) && coverType !== FRONT_COVER) {
        tags.cover = found.picture
        coverType = found.type
      }
    } else if (id === 'TDAT' || id === 'TDA') day = textsOf(body[0] ?? 0, body.subarray(1))[0] ?? ''
    else addText(tags, id, body)
  }
  // Version 2.3 has the day of a year apart, day before month.
  if (/^\d{4}$/.test(tags.date ?? '') && /^\d{4}$/.test(day))
    tags.date += `-${day.slice(2)}-${day.slice(0, 2)}`
  return tags
}

const addText = (tags: CollectedTags, id: string, body: Uint8Array): void => {
  const encoding = body[0] ?? 0
  if (id === 'TXXX' || id === 'TXX') {
    const [name = '', ...values] = textsOf(encoding, body.subarray(1))
    addNamed(tags, name.toUpperCase(), values.filter(Boolean).join('; '))
  } else if (id === 'COMM' || id === 'COM') {
    const [name = '', value] = textsOf(encoding, body.subarray(4))
    // A description names what a program keeps there, not what a person wrote.
    if (value && name) addUnread(tags, name)
    else if (value) addNamed(tags, 'COMMENT', value)
  } else if (id === 'USLT' || id === 'ULT') {
    addOther(tags, 'LYRICS', textsOf(encoding, body.subarray(4)).at(-1) ?? '')
  } else if (id.startsWith('T') && !WRITER.includes(id)) {
    const text = textsOf(encoding, body.subarray(1)).filter(Boolean).join('; ')
    const field = FIELDS[id]
    if (field && text) tags[field] ??= text
    else if (!field && id.length === 4) addOther(tags, NAME_OF_FRAME[id] ?? id, text)
    else if (!field && text) addUnread(tags, id)
  } else if (ADJUSTMENTS.includes(id)) addOutdated(tags, id)
  else if (/^[A-Z][A-Z0-9]{2,3}$/.test(id) && ![...WRITER, ...OF_THE_FILE].includes(id))
    addUnread(tags, id)
}

/** Texts that NULs part, in one of the four encodings. */
const textsOf = (encoding: number, bytes: Uint8Array): string[] => {
  const wide = encoding === 1 || encoding === 2
  const texts: string[] = []
  let littleEndian = true
  for (let from = 0; from < bytes.length; ) {
    const to = endOfText(bytes, from, wide)
    const part = bytes.subarray(from, to)
    // Only the first of several texts need have a byte-order mark.
    if (encoding === 1 && part[0] === 0xfe && part[1] === 0xff) littleEndian = false
    const text = wide ? decodeUtf16(part, encoding === 1 && littleEndian) : decodeText(part)
    texts.push(text.trim())
    from = to + (wide ? 2 : 1)
  }
  return texts
}

const endOfText = (bytes: Uint8Array, from: number, wide: boolean): number => {
  const step = wide ? 2 : 1
  for (let at = from; at + step <= bytes.length; at += step)
    if (bytes[at] === 0 && (!wide || bytes[at + 1] === 0)) return at
  return bytes.length
}

const pictureOf = (
  body: Uint8Array,
  short: boolean,
): { readonly type: number; readonly picture: Picture } | null => {
  const encoding = body[0] ?? 0
  const named = short ? { mime: imageType(body.subarray(1, 4)), typeAt: 4 } : mimeOf(body)
  const from = endOfText(body, named.typeAt + 1, encoding === 1 || encoding === 2)
  const bytes = body.slice(from + (encoding === 1 || encoding === 2 ? 2 : 1))
  if (bytes.length === 0 || named.mime === '-->') return null
  return { type: body[named.typeAt] ?? 0, picture: { mimeType: named.mime, bytes } }
}

const mimeOf = (body: Uint8Array): { readonly mime: string; readonly typeAt: number } => {
  const end = endOfText(body, 1, false)
  return { mime: decodeLatin1(body.subarray(1, end)).toLowerCase(), typeAt: end + 1 }
}

const imageType = (format: Uint8Array): string =>
  decodeLatin1(format).toUpperCase() === 'PNG' ? 'image/png' : 'image/jpeg'

/** Without the zero that unsynchronisation puts behind every 0xff. */
const synchronised = (bytes: Uint8Array): Uint8Array => {
  const out = new Uint8Array(bytes.length)
  let length = 0
  for (let i = 0; i < bytes.length; i++) {
    out[length++] = bytes[i] ?? 0
    if (bytes[i] === 0xff && bytes[i + 1] === 0) i++
  }
  return out.subarray(0, length)
}
