import type { Outcome } from '../../../core/outcome'
import type { Speakers } from '../channels/speakers'

export interface DecodedPackets {
  readonly planes: readonly Float32Array[]
  readonly frames: number
}

/** Decodes one stream, packet by packet, as any container holds them. */
export interface PacketDecoder {
  readonly codec: string
  /** Null for lossy codecs. */
  readonly bitDepth: number | null
  readonly sampleRate: number
  readonly channelCount: number
  /** What the channels are, of more than two; the usual ones where it does not say. */
  readonly speakers?: Speakers
  /** Frames of the decoder's own delay, to be dropped at the start. */
  readonly delayFrames: number
  /** What could be decoded of these packets; nothing, where none could. */
  decode(packets: readonly Uint8Array[]): Promise<DecodedPackets>
  free(): void
}

/** Makes a decoder from the stream's own headers; refused where they cannot be read, or what they say cannot be done. */
export type PacketDecoderMaker = (headers: readonly Uint8Array[]) => Promise<Outcome<PacketDecoder>>

export const NOTHING: DecodedPackets = { planes: [], frames: 0 }
