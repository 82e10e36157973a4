import type { ByteSource } from '../../core/byte-source'
import { awaitCodec, freeDecoder, ReadFailure } from './read-failure'
import type { OpenServices } from './services'

export interface DecodedBlock {
  readonly channelData: readonly Float32Array[]
  readonly samplesDecoded: number
  readonly sampleRate: number
}

/** The part of the WebAssembly decoders' interface that is used here. */
export interface StreamDecoder {
  readonly ready: Promise<void>
  decode(bytes: Uint8Array): DecodedBlock | Promise<DecodedBlock>
  /** Absent where a decoder holds nothing back. */
  flush?(): Promise<DecodedBlock>
  free(): void
}

export interface DecodeStream {
  readonly codec: string
  readonly decoder: StreamDecoder
  readonly source: ByteSource
  /** Byte range to decode. */
  readonly from: number
  readonly to: number
  readonly services: Pick<OpenServices, 'job' | 'timeout'>
  /** Called with every block that holds frames. */
  readonly take: (block: DecodedBlock) => void
}

/** Small enough for a slice of 40 ms even of the densest codec. */
const READ_BYTES = 2 ** 16

/**
 * Feeds a byte range to a decoder, whatever it gives to `take`, and frees it, also on cancel.
 * Damage after the first frames ends the audio there; damage before is a failure.
 */
export const decodeStream = async (stream: DecodeStream): Promise<void> => {
  const { codec, decoder, source, from, to, services, take } = stream
  await awaitCodec(codec, decoder.ready, services.timeout)
  let hasFrames = false
  const taken = async (work: () => DecodedBlock | Promise<DecodedBlock>): Promise<boolean> => {
    let block: DecodedBlock
    try {
      block = await awaitCodec(codec, Promise.resolve().then(work), services.timeout)
    } catch (cause) {
      const damaged = cause instanceof ReadFailure && cause.failure.code === 'format-unsupported'
      if (damaged && hasFrames) return false
      throw cause
    }
    if (block.samplesDecoded > 0) {
      hasFrames = true
      take(block)
    }
    return true
  }
  try {
    let at = from
    while (at < to) {
      const bytes = await source.read(at, Math.min(READ_BYTES, to - at))
      if (bytes.length === 0 || !(await taken(() => decoder.decode(bytes)))) break
      at += bytes.length
      services.job.report((at - from) / (to - from))
      await services.job.checkpoint()
    }
    const { flush } = decoder
    if (flush) await taken(() => flush.call(decoder))
  } finally {
    freeDecoder(decoder)
  }
}
