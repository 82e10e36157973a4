/** Texts without a field, by their Vorbis comment names, and where ID3v2 and iTunes keep them (the common mapping of taggers). */
export const NAMED_PLACES: Readonly<
  Record<string, { readonly id3?: string; readonly mp4?: string }>
> = {
  ALBUMSORT: { id3: 'TSOA', mp4: 'soal' },
  ARTISTSORT: { id3: 'TSOP', mp4: 'soar' },
  BPM: { id3: 'TBPM' },
  CONDUCTOR: { id3: 'TPE3' },
  GROUPING: { id3: 'TIT1', mp4: '\u00a9grp' },
  INITIALKEY: { id3: 'TKEY' },
  LANGUAGE: { id3: 'TLAN' },
  LYRICIST: { id3: 'TEXT' },
  LYRICS: { id3: 'USLT', mp4: '\u00a9lyr' },
  MEDIA: { id3: 'TMED' },
  REMIXER: { id3: 'TPE4' },
  SUBTITLE: { id3: 'TIT3' },
  TITLESORT: { id3: 'TSOT', mp4: 'sonm' },
}

/** What a name may be in a Vorbis comment: printable ASCII but for "=" (Xiph, Ogg Vorbis I, section 5.2.1). */
export const VORBIS_NAME = /^[\x20-\x3c\x3e-\x7d]+$/

const byPlace = (kind: 'id3' | 'mp4'): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(NAMED_PLACES).flatMap(([name, places]) => {
      const place = places[kind]
      return place ? [[place, name] as const] : []
    }),
  )

/** ID3v2 frame → name. */
export const NAME_OF_FRAME = byPlace('id3')
/** iTunes atom → name. */
export const NAME_OF_ATOM = byPlace('mp4')
