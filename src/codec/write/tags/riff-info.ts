import type { Tags, TextTag } from '../../../core/tags'
import { ByteBuilder } from '../byte-builder'
import { utf8 } from '../utf8'
import { VENDOR } from '../vorbis-comments'
import { filledTexts } from './vorbis-names'

/** In the order of the RIFF specification's list; `ISRC` is what writers use for the recording code. */
const IDS: Readonly<Partial<Record<TextTag, string>>> = {
  title: 'INAM',
  artist: 'IART',
  album: 'IPRD',
  track: 'ITRK',
  date: 'ICRD',
  genre: 'IGNR',
  comment: 'ICMT',
  composer: 'IMUS',
  copyright: 'ICOP',
  isrc: 'ISRC',
}
const INFO_ID = /^I[A-Z0-9]{3}$/

/** One chunk of a RIFF file, padded to an even length. */
export const riffChunk = (id: string, body: Uint8Array): Uint8Array =>
  new ByteBuilder('little-endian')
    .latin1(id)
    .u32(body.length)
    .bytes(body)
    .zeros(body.length % 2)
    .done()

/** A LIST chunk of type INFO in UTF-8: what there is a field for, and who wrote the file. */
export const riffInfo = (tags: Tags): Uint8Array => {
  const texts: (readonly [id: string, value: string])[] = filledTexts(tags).flatMap(
    ([field, value]) => {
      const id = IDS[field]
      return id ? [[id, value] as const] : []
    },
  )
  for (const { name, value } of tags.others ?? []) if (INFO_ID.test(name)) texts.push([name, value])
  texts.push(['ISFT', VENDOR])
  const list = new ByteBuilder('little-endian').latin1('INFO')
  for (const [id, value] of texts)
    list.bytes(riffChunk(id, new ByteBuilder('little-endian').bytes(utf8(value)).u8(0).done()))
  return riffChunk('LIST', list.done())
}

/** Whether INFO says all of it, in letters that every reader understands. */
export const fitsRiffInfo = (tags: Tags): boolean =>
  !tags.cover &&
  (tags.others ?? []).every(({ name }) => INFO_ID.test(name)) &&
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them
  filledTexts(tags).every(([field, value]) => IDS[field] && /^[\x00-\x7f]*$/.test(value))
