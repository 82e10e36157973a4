import type {
  AudioShape,
  AudioWriter,
  Dithering,
  WriteServices,
} from '../../codec/write/audio-writer'
import type { Depth } from '../../codec/write/sample-depth'
import type { Tags } from '../../core/tags'
import type { MeasuredFile } from '../measuring-store'

/** A quality that a lossy format can be written in. */
export interface Quality {
  readonly value: string
  readonly label: string
}

/** A count of 32 bits, as many formats have it. */
export const COUNTED_FRAMES = { frames: 2 ** 32 - 1 } as const

/** What files say beside texts: time reference, points, how long those are, loops, whole documents (iXML, axml). */
export type SourceMatter = 'broadcast' | 'markers' | 'regions' | 'sampler' | 'kept'

export interface CoverLimits {
  /** null: any. */
  readonly mimeTypes: readonly string[] | null
  /** Of the picture; null: any. */
  readonly mostBytes: number | null
}

/** A cover as it is, whatever it is. */
export const ANY_COVER: CoverLimits = { mimeTypes: null, mostBytes: null }
/** In a FLAC picture block, whose length has 24 bits. */
export const BLOCK_COVER: CoverLimits = { mimeTypes: null, mostBytes: 2 ** 24 - 128 }
/** As iTunes has them. */
export const ITUNES_COVER: CoverLimits = {
  mimeTypes: ['image/jpeg', 'image/jpg', 'image/png'],
  mostBytes: null,
}

/** What a person chooses of a format, and what can be told of it before anything is written. Plain data. */
export interface Format {
  readonly id: string
  /** As people call it. */
  readonly label: string
  /** Without its dot. */
  readonly extension: string
  readonly mimeType: string
  /** Depths of a lossless format; none for a lossy one. */
  readonly depths: readonly Depth[]
  /** Of a lossy format, the one to begin with first; none for a lossless one. */
  readonly qualities: readonly Quality[]
  /** Sample rates (Hz) that it can hold; null for any. */
  readonly ratesHz: readonly number[] | null
  /** What it holds of a source beside texts and a cover. */
  readonly holds: readonly SourceMatter[]
  readonly cover: CoverLimits
  /** Names of texts have the letters of ASCII alone, as in Vorbis comments. */
  readonly hasPlainNames: boolean
  /** What its own numbers can tell of a file; null: any size, any length. */
  readonly most: { readonly bytes: number } | { readonly frames: number } | null
  /** LU that the file, opened again, may differ from what was written, dither apart. */
  readonly loudnessToleranceLu: number
  /** Of a lossy format: who writes it, and who reads it again. */
  readonly makers?: { readonly encoder: string; readonly decoder: string }
  /** Where the system may have an encoder, too: what the report calls that one. */
  readonly systemEncoder?: string
}

/** One file to be written. */
export interface FileSpec extends AudioShape, Dithering {
  readonly depth: Depth
  readonly quality: string
  /** By the system's own encoder, where the format has such a choice; else by the built-in one. */
  readonly bySystem?: boolean | undefined
  /** In frames of this file's rate; absent: the file says nothing of its music. */
  readonly tags?: Tags | undefined
}

/** Bytes that are known once the file was opened again and measured. */
export interface Amendment {
  readonly offset: number
  readonly bytes: Uint8Array
}

/** How a format is written. Loads when the first file of its kind is. Opened again it is like any other file. */
export interface FormatCodec {
  /** Of the finished file, where it is known beforehand and the file is written from its first byte to its last. */
  readonly sizeBytes?: (spec: FileSpec) => number
  readonly open: (spec: FileSpec, services: WriteServices) => Promise<AudioWriter>
  /** Of a stretch of something longer: what its encoder is best given ahead and behind, so that files join without a seam. */
  readonly roll?: { readonly preFrames: number; readonly postFrames: number }
  /** What a finished file says of its own measurements, where the format does. */
  readonly amendment?: (spec: FileSpec, measured: MeasuredFile) => Amendment | null
}

/** LU that two measurements of the same audio may differ. */
export const SAME_AUDIO_LU = 0.01
/** LU that a codec may add or take: what it does to music stays under 0.2; more is a broken file. */
export const CODED_AUDIO_LU = 0.5

/** The depth of a file that holds integers only. */
export const integerDepth = ({ depth }: Pick<FileSpec, 'depth'>): '16' | '24' =>
  depth === '16' ? '16' : '24'
