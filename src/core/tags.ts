/**
 * What a file says about its music. Typed where every format has a field for it, by name where only some do, and as
 * bytes where nobody but the next tool needs to understand them. Texts are as the file has them, trimmed at the
 * ends only where the format pads; absent means that the file says nothing.
 */
export interface Tags extends TextTags {
  /** Front cover, or the only picture there is. */
  readonly cover?: Picture
  /** Named texts without a field here, in the order of the file; a name may come more than once. */
  readonly others?: readonly NamedText[]
  readonly broadcast?: Broadcast
  /** Points in the audio, in the order of the file. */
  readonly markers?: readonly Marker[]
  /** For samplers: what key it sounds at, and its loops. */
  readonly sampler?: Sampler
  /** Chunks to be handed on byte by byte: iXML, axml. */
  readonly kept?: readonly KeptChunk[]
  /** Names of texts that were not taken, since mastering makes them false: gains, peaks, marks of an encoding. Never written. */
  readonly outdated?: readonly string[]
  /** What else the file says that is not read here, as its format calls it. Never written, so that a person has to be told. */
  readonly unread?: readonly string[]
}

export const TEXT_TAGS = [
  'title',
  'artist',
  'album',
  'albumArtist',
  /** "3" or "3/10" */
  'track',
  /** "1" or "1/2" */
  'disc',
  /** Year or ISO date */
  'date',
  'genre',
  'comment',
  'composer',
  'copyright',
  'label',
  /** Twelve characters where it is a right one; as written otherwise. */
  'isrc',
  /** UPC or EAN digits */
  'barcode',
] as const

export type TextTag = (typeof TEXT_TAGS)[number]
export type TextTags = { readonly [name in TextTag]?: string }

export interface Picture {
  /** "image/jpeg", "image/png" */
  readonly mimeType: string
  readonly bytes: Uint8Array
}

export interface NamedText {
  /** Upper case, as in Vorbis comments. */
  readonly name: string
  readonly value: string
}

/** The `bext` chunk of broadcast WAV (EBU Tech 3285) without its loudness values: mastering makes them false. */
export interface Broadcast {
  readonly description: string
  readonly originator: string
  readonly originatorReference: string
  /** yyyy-mm-dd */
  readonly originationDate: string
  /** hh:mm:ss */
  readonly originationTime: string
  /** Frames since midnight of the first frame, at the file's own rate. */
  readonly timeReferenceFrames: number
  /** 64 bytes; null where there is none. */
  readonly umid: Uint8Array | null
  readonly codingHistory: string
}

export interface Marker {
  /** In the file's own frames. */
  readonly atFrame: number
  /** Of a region; 0 for a point. */
  readonly lengthFrames: number
  readonly label: string
}

export interface SampleLoop {
  /** 0 forwards, 1 to and fro, 2 backwards */
  readonly type: number
  readonly startFrame: number
  /** The last frame that is played. */
  readonly endFrame: number
  /** 0: for ever */
  readonly playCount: number
}

export interface Sampler {
  /** MIDI note at which it sounds as recorded. */
  readonly unityNote: number
  /** Of a semitone, 2^32 the whole. */
  readonly pitchFraction: number
  readonly loops: readonly SampleLoop[]
}

export interface KeptChunk {
  readonly id: string
  readonly bytes: Uint8Array
}
