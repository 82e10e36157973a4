import type { NamedText, Picture, Tags, TextTag } from '../../../core/tags'
import { NAMED_PLACES } from '../../tag-names'
import { ByteBuilder } from '../byte-builder'
import { FRONT_COVER } from './flac-picture'
import { filledTexts } from './vorbis-names'

/** UTF-16 with a byte-order mark: what version 2.3 has beside Latin-1. */
const UTF_16 = 1
const LATIN_1 = 0

const FRAMES: Readonly<Record<Exclude<TextTag, 'date' | 'comment' | 'barcode'>, string>> = {
  title: 'TIT2',
  artist: 'TPE1',
  album: 'TALB',
  albumArtist: 'TPE2',
  track: 'TRCK',
  disc: 'TPOS',
  genre: 'TCON',
  composer: 'TCOM',
  copyright: 'TCOP',
  label: 'TPUB',
  isrc: 'TSRC',
}

/**
 * A whole ID3v2.3 tag (id3.org, "ID3 tag version 2.3.0"), which more readers understand than 2.4: texts in UTF-16, what
 * has no frame of its own as named text, the cover as it is. undefined where there is nothing to say.
 */
export const id3Tag = (tags: Tags): Uint8Array | undefined => {
  const frames = [
    ...filledTexts(tags).flatMap(([field, value]) => {
      if (field === 'date') return dateFrames(value)
      if (field === 'comment') return [commentFrame(value)]
      if (field === 'barcode') return [namedFrame('BARCODE', value)]
      return [textFrame(FRAMES[field], value)]
    }),
    ...(tags.others ?? []).map(otherFrame),
    ...(tags.cover ? [pictureFrame(tags.cover)] : []),
  ]
  if (frames.length === 0) return undefined
  const body = new ByteBuilder('big-endian').bytes(...frames).done()
  const size = [21, 14, 7, 0].map((shift) => (body.length >> shift) & 127)
  return new ByteBuilder('big-endian')
    .latin1('ID3')
    .u8(3, 0, 0, ...size)
    .bytes(body)
    .done()
}

const frame = (id: string, body: Uint8Array): Uint8Array =>
  new ByteBuilder('big-endian').latin1(id).u32(body.length).u16(0).bytes(body).done()

const utf16 = (text: string): Uint8Array => {
  const bytes = new ByteBuilder('little-endian').u16(0xfeff)
  for (let i = 0; i < text.length; i++) bytes.u16(text.charCodeAt(i))
  return bytes.done()
}

const content = (...encoding: readonly number[]): ByteBuilder =>
  new ByteBuilder('little-endian').u8(...encoding)

const textFrame = (id: string, value: string): Uint8Array =>
  frame(id, content(UTF_16).bytes(utf16(value)).done())

/** Behind a name, an end that is two bytes wide. */
const namedFrame = (name: string, value: string): Uint8Array =>
  frame('TXXX', content(UTF_16).bytes(utf16(name)).u16(0).bytes(utf16(value)).done())

/** A text by the frame that is made for it, where there is one. */
const otherFrame = ({ name, value }: NamedText): Uint8Array => {
  const id = NAMED_PLACES[name]?.id3
  if (id === 'USLT') return commentFrame(value, id)
  if (id) return textFrame(id, value)
  return /^T[A-Z0-9]{3}$/.test(name) ? textFrame(name, value) : namedFrame(name, value)
}

/** Words with a language and no description. */
const commentFrame = (value: string, id: 'COMM' | 'USLT' = 'COMM'): Uint8Array =>
  frame(id, content(UTF_16).latin1('eng').bytes(utf16('')).u16(0).bytes(utf16(value)).done())

/** Version 2.3 has a year, and a day of it; whatever else a date says is a named text before them. */
const dateFrames = (value: string): Uint8Array[] => {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)-(\d\d))?$/.exec(value) ?? []
  if (year === undefined) {
    const begin = /^\d{4}/.exec(value)?.[0]
    return [namedFrame('DATE', value), ...(begin ? [textFrame('TYER', begin)] : [])]
  }
  return [textFrame('TYER', year), ...(month && day ? [textFrame('TDAT', `${day}${month}`)] : [])]
}

const pictureFrame = ({ mimeType, bytes }: Picture): Uint8Array =>
  frame('APIC', content(LATIN_1).latin1(mimeType).u8(0, FRONT_COVER, 0).bytes(bytes).done())
