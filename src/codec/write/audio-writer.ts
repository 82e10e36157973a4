import type { NoiseShaper } from '../../dsp/dither'
import type { Stretch } from '../../dsp/grid-stretches'
import type { Kernels } from '../../dsp/kernels'

/** Plain rounding, triangular dither, or triangular dither shaped by a set of that name. */
export type DitherName = 'none' | 'tpdf' | NoiseShaper

/** How integers are made of a master. */
export interface Dithering {
  /** Ignored for float. A noise shaper falls back to `tpdf` where there is no shaping. */
  readonly dither: DitherName
  /** The same seed gives the same samples in every lossless format; 0 by default. */
  readonly seed?: number | undefined
  /** Stretches that are rounded without dither, in order; none by default. */
  readonly undithered?: readonly Stretch[] | undefined
}

/** What is written: its length is known beforehand, since most heads tell it. */
export interface AudioShape {
  /** Hz */
  readonly sampleRate: number
  readonly channelCount: number
  readonly lengthFrames: number
  /** Audio ahead of it and behind it that a lossy encoder is given as well, and players leave out; 0 by default. */
  readonly preRollFrames?: number | undefined
  readonly postRollFrames?: number | undefined
}

/** Where a file's bytes go, in order; a head whose numbers are known late is written over. */
export interface ByteSink {
  /** Takes the next bytes of the file; they may be reused afterwards. */
  write(bytes: Uint8Array): void
  /** Replaces bytes that were written before. */
  overwrite(offset: number, bytes: Uint8Array): void
}

/** Rejects when `promise` has not settled after `ms`: some codec promises never settle. */
export type Timeout = <T>(promise: Promise<T>, ms: number) => Promise<T>

/** The encoders that are WebAssembly files of their own. */
export type EncoderBinary = 'mp3' | 'vorbis' | 'opus'

/** Encoded packets as they come, one after the other. */
export interface PacketStream {
  /** bit/s, where the codec is lossy. */
  readonly bitrate?: number
  readonly sampleRate: number
  readonly channelCount: number
  readonly timeout: Timeout
  /** The codec's own head, before the first packet. */
  readonly onDescription: (description: Uint8Array) => void
  readonly onPacket: (packet: Uint8Array) => void
}

export interface PacketEncoder {
  /** Interleaved samples; settles when the encoder can take more. */
  encode(data: Int16Array | Int32Array | Float32Array, frames: number): Promise<void>
  /** All packets are out when this settles. */
  finish(): Promise<void>
  release(): void
}

/** What encoding needs from whoever runs it. */
export interface WriteServices {
  readonly kernels: Kernels
  readonly sink: ByteSink
  readonly timeout: Timeout
  /** The bytes of an encoder's WebAssembly file. */
  readonly loadEncoder: (encoder: EncoderBinary) => Promise<Uint8Array>
  /** The system's own AAC encoder, where it may have one; rejects with an `EncoderFailure` where it has none for this. */
  readonly openSystemAac?: ((stream: PacketStream) => Promise<PacketEncoder>) | undefined
}

/** One file being written: `write` until `lengthFrames` frames are in, then `finish` once. */
export interface AudioWriter {
  /** Takes the next `frames` frames, any number; wait for a promise before the next call. */
  write(block: readonly Float32Array[], frames: number): Promise<void> | undefined
  /** Ends the file and frees the writer. */
  finish(): Promise<WriteResult>
  /** Frees the writer without an end, after a cancel or an error. */
  release(): void
}

export interface WriteResult {
  /** Samples that an integer format could not hold and clamped; 0 for all others. */
  readonly clippedSamples: number
  /** Of the samples as WAV holds them, see PcmChecksum: by it the file is known again; null where the format does not hold them as they are. */
  readonly checksum: string | null
}

/** What a lossy format answers: it has no samples of its own to count. */
export const NO_SAMPLES: WriteResult = { clippedSamples: 0, checksum: null }

/** Time for a codec that must load or flush. */
export const CODEC_TIMEOUT_MS = 60_000
