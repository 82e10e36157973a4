import type { NamedText } from '../../../core/tags'
import { ascii, getUint64 } from '../byte-view'
import { decodeText } from '../tags/text'
import { type Box, child, children, type Movie, path, wholeOf } from './mp4-boxes'

/** One entry of an edit list, in seconds of the movie and of the track's own media. */
export interface Edit {
  /** 0: to the end of the media. */
  readonly durationS: number
  /** Null for a pause. */
  readonly mediaFromS: number | null
}

export interface Mp4Facts {
  readonly edits: readonly Edit[]
  /** One unit of the movie's clock: no edit is more exact than this. */
  readonly movieTickS: number
  /** ALAC's configuration; null for other codecs. */
  readonly alacCookie: Uint8Array | null
  /** Whether any file type box stands before the movie. */
  readonly hasFileType: boolean
  /** iTunes' entries that have a name instead of four letters. */
  readonly named: readonly NamedText[]
}

/** A sound sample entry up to its child boxes (ISO 14496-12, 12.2.3; QuickTime versions 1 and 2). */
const ENTRY_BYTES = [36, 52, 72]

/** What a movie says of its first sound track; null where there is none whole. */
export const mp4FactsOf = ({ view, hasFileType }: Movie): Mp4Facts | null => {
  const whole = wholeOf(view)
  const movie = child(view, whole, 'mvhd')
  const movieScale = movie ? timescale(view, movie) : 0
  const track = children(view, whole).find(
    (box) => box.name === 'trak' && handlerOf(view, box) === 'soun',
  )
  const media = track && child(view, track, 'mdia')
  const header = media && child(view, media, 'mdhd')
  if (!track || !media || !header || movieScale === 0) return null
  const list = path(view, track, ['edts', 'elst'])
  const entry = path(view, media, ['minf', 'stbl', 'stsd'])
  return {
    edits: list ? parseEdits(view, list, movieScale, timescale(view, header)) : [],
    movieTickS: 1 / movieScale,
    alacCookie: entry ? alacCookie(view, entry) : null,
    hasFileType,
    named: namedTexts(view, whole),
  }
}

const handlerOf = (view: DataView, track: Box): string => {
  const handler = path(view, track, ['mdia', 'hdlr'])
  return handler ? ascii(view, handler.from + 8, 4) : ''
}

/** Of a movie or media header: behind two dates, of four bytes each or eight. */
const timescale = (view: DataView, { from }: Box): number =>
  view.getUint32(from + (view.getUint8(from) === 1 ? 20 : 12))

const parseEdits = (view: DataView, box: Box, movieScale: number, mediaScale: number): Edit[] => {
  const isLong = view.getUint8(box.from) === 1
  const bytes = isLong ? 20 : 12
  const count = Math.min(view.getUint32(box.from + 4), Math.floor((box.to - box.from - 8) / bytes))
  return Array.from({ length: count }, (_, i) => {
    const at = box.from + 8 + i * bytes
    const duration = isLong ? getUint64(view, at, false) : view.getUint32(at)
    const from = isLong ? Number(view.getBigInt64(at + 8)) : view.getInt32(at + 4)
    return {
      durationS: duration / movieScale,
      mediaFromS: from < 0 ? null : from / mediaScale,
    }
  })
}

const alacCookie = (view: DataView, descriptions: Box): Uint8Array | null => {
  const entry = children(view, descriptions, descriptions.from + 8)[0]
  if (entry?.name !== 'alac') return null
  const version = view.getUint16(entry.from + 8)
  const inside = children(view, entry, entry.from - 8 + (ENTRY_BYTES[version] ?? 36))
  const wave = inside.find((inner) => inner.name === 'wave')
  const box = [...inside, ...(wave ? children(view, wave) : [])].find((one) => one.name === 'alac')
  if (!box) return null
  // Version and flags come first.
  return new Uint8Array(view.buffer, view.byteOffset + box.from + 4, box.to - box.from - 4)
}

const TYPE_UTF8 = 1

/** `----` entries of a movie's `ilst` whose value is text. */
const namedTexts = (view: DataView, movie: Box): NamedText[] => {
  const meta = path(view, movie, ['udta', 'meta'])
  if (!meta) return []
  // Version and flags come first, but for QuickTime's own.
  const inside = children(view, meta, view.getUint32(meta.from) === 0 ? meta.from + 4 : meta.from)
  const list = inside.find(({ name }) => name === 'ilst')
  const entries = list ? children(view, list).filter(({ name }) => name === '----') : []
  return entries.flatMap((entry) => {
    const name = child(view, entry, 'name')
    const data = child(view, entry, 'data')
    if (!name || !data || data.to - data.from < 8 || view.getUint32(data.from) !== TYPE_UTF8)
      return []
    return [{ name: textOf(view, name, 4), value: textOf(view, data, 8) }]
  })
}

const textOf = (view: DataView, { from, to }: Box, skip: number): string =>
  decodeText(new Uint8Array(view.buffer, view.byteOffset + from + skip, to - from - skip))
