import { ascii } from './byte-view'
import { adtsFrameBytes } from './media/adts'
import { findMpegFrame } from './mp3/mpeg-header'

/** What a file is, by its content. */
export type Recognised =
  | {
      readonly kind:
        | 'wav'
        | 'wave64'
        | 'aiff'
        | 'au'
        | 'caf'
        | 'flac'
        | 'mp3'
        | 'mp4'
        | 'matroska'
        | 'aac'
        | 'ogg'
    }
  /** A container whose first bytes are right and whose rest is missing. */
  | { readonly kind: 'truncated'; readonly container: string }
  /** Audio that TrackMaster knows by name and cannot read. */
  | { readonly kind: 'unsupported'; readonly name: string }
  /** No audio; `name` where it is something we can name. */
  | { readonly kind: 'unknown'; readonly name: string | null }

/** Bytes `recognise` wants; fewer when the file is shorter. */
export const HEAD_BYTES = 4096

const WAVE64_GUID = 'riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\x00\x00'

/** What MP4 begins with, and QuickTime files of before 2004 and of cameras. */
const MP4_BOXES = ['ftyp', 'moov', 'wide', 'mdat', 'free', 'skip', 'pnot']

interface Signature {
  readonly at: number
  readonly text: string
  readonly name: string
}

const UNSUPPORTED: readonly Signature[] = [
  { at: 0, text: 'wvpk', name: 'WavPack' },
  { at: 0, text: 'MAC ', name: "Monkey's Audio" },
  { at: 0, text: 'TTA1', name: 'True Audio' },
  { at: 0, text: 'DSD ', name: 'DSD' },
  { at: 0, text: 'FRM8', name: 'DSD' },
  { at: 0, text: 'MPCK', name: 'Musepack' },
  { at: 0, text: 'MP+', name: 'Musepack' },
  { at: 0, text: '#!AMR', name: 'AMR' },
  { at: 0, text: '\x30\x26\xb2\x75\x8e\x66\xcf\x11', name: 'Windows Media' },
  { at: 0, text: '\x0b\x77', name: 'AC-3' },
]

const NO_AUDIO: readonly Signature[] = [
  { at: 0, text: '\x89PNG', name: 'PNG image' },
  { at: 0, text: '\xff\xd8\xff', name: 'JPEG image' },
  { at: 0, text: 'GIF8', name: 'GIF image' },
  { at: 8, text: 'WEBP', name: 'WebP image' },
  { at: 8, text: 'AVI ', name: 'AVI video' },
  { at: 0, text: 'BM', name: 'BMP image' },
  { at: 0, text: '%PDF', name: 'PDF document' },
  { at: 0, text: 'PK\x03\x04', name: 'ZIP archive' },
  { at: 0, text: 'Rar!', name: 'RAR archive' },
  { at: 0, text: '7z\xbc\xaf', name: '7-Zip archive' },
  { at: 0, text: '\x1f\x8b', name: 'gzip archive' },
  { at: 0, text: 'MThd', name: 'MIDI file' },
  { at: 0, text: '\x7fELF', name: 'program' },
  { at: 0, text: 'MZ', name: 'program' },
  { at: 0, text: 'RPP', name: 'REAPER project' },
]

/** Recognises a file by the first {@link HEAD_BYTES} bytes (any ID3v2 tag already skipped). Never by its name. */
export const recognise = (head: DataView): Recognised => {
  const starts = (text: string, at = 0) => ascii(head, at, text.length) === text
  if (['RIFF', 'RIFX', 'RF64', 'BW64'].some((magic) => starts(magic))) {
    if (starts('WAVE', 8)) return { kind: 'wav' }
    if (head.byteLength < 12) return { kind: 'truncated', container: 'WAV' }
  }
  if (starts('FORM')) {
    if (starts('AIFF', 8) || starts('AIFC', 8)) return { kind: 'aiff' }
    if (head.byteLength < 12) return { kind: 'truncated', container: 'AIFF' }
  }
  if (starts(WAVE64_GUID)) return { kind: 'wave64' }
  if (starts('.snd')) return { kind: 'au' }
  if (starts('caff')) return { kind: 'caf' }
  if (starts('fLaC')) return { kind: 'flac' }
  if (starts('OggS'))
    return head.byteLength < 28 ? { kind: 'truncated', container: 'Ogg' } : { kind: 'ogg' }
  if (MP4_BOXES.some((box) => starts(box, 4))) return { kind: 'mp4' }
  if (starts('\x1a\x45\xdf\xa3')) return { kind: 'matroska' }
  const named = (list: readonly Signature[]) => list.find(({ at, text }) => starts(text, at))
  const unsupported = named(UNSUPPORTED)
  if (unsupported) return { kind: 'unsupported', name: unsupported.name }
  const noAudio = named(NO_AUDIO)
  if (noAudio) return { kind: 'unknown', name: noAudio.name }
  if (isAdts(head)) return { kind: 'aac' }
  if (isText(head)) return { kind: 'unknown', name: 'text' }
  if (findMpegFrame(head)) return { kind: 'mp3' }
  return { kind: 'unknown', name: null }
}

/** AAC in ADTS: a header, and a second one where the first frame ends. */
const isAdts = (head: DataView): boolean => {
  const bytes = adtsFrameBytes(head, 0)
  if (bytes === null) return false
  return bytes + 7 > head.byteLength || adtsFrameBytes(head, bytes) !== null
}

const isText = (head: DataView): boolean => {
  if (head.byteLength === 0) return false
  for (let i = 0; i < head.byteLength; i++) {
    const byte = head.getUint8(i)
    const printable = byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d)
    // 0x80–0xff are allowed: UTF-8, Latin-1; but 0xff occurs in neither.
    if (!printable || byte === 0xff) return false
  }
  return true
}
