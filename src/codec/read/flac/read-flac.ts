import { FLACDecoder } from '@wasm-audio-decoders/flac'
import type { ByteSource } from '../../../core/byte-source'
import { fail, type Outcome } from '../../../core/outcome'
import type { PcmSink } from '../../../core/pcm-store'
import type { Tags } from '../../../core/tags'
import { DecodedSink } from '../decoded-sink'
import { refuseLength, refuseShape } from '../limits'
import type { AudioReader, OpenedAudio, OpenServices } from '../services'
import { decodeStream } from '../stream-decoder'
import { findAudioStart } from '../tags/tagged-start'
import { type FlacInfo, readFlacHeader } from './flac-header'
import { IntegerRescaler } from './integer-rescaler'

/** FLAC, bit-exact up to 24 bits. */
export const readFlac: AudioReader = async (source, services) => {
  const start = await findAudioStart(source)
  const header = await readFlacHeader(source, start)
  if (!header) return fail('header-truncated', 'FLAC')
  return decodeFlac({ ...header, container: 'FLAC', from: start }, source, services)
}

export interface FlacStream {
  readonly info: FlacInfo
  readonly tags: Tags
  readonly container: string
  /** Where the decoder starts to read: at the magic. */
  readonly from: number
}

/** Decodes native FLAC or FLAC in Ogg: the decoder tells them apart. */
export const decodeFlac = async <Sink extends PcmSink>(
  stream: FlacStream,
  source: ByteSource,
  services: OpenServices<Sink>,
): Promise<Outcome<OpenedAudio<Sink>>> => {
  const { info, tags, container, from } = stream
  const { sampleRate, channelCount, bitDepth, lengthFrames } = info
  const refused =
    refuseShape(sampleRate, channelCount) ??
    (lengthFrames === null ? null : refuseLength(lengthFrames, channelCount))
  if (refused) return refused
  const keep = lengthFrames === null ? {} : { keepFrames: lengthFrames }
  const sink = new DecodedSink(services, { sampleRate, channelCount, ...keep })
  const rescaler = new IntegerRescaler(services.kernels, bitDepth)
  try {
    await decodeStream({
      codec: 'FLAC',
      decoder: new FLACDecoder(),
      source,
      from,
      to: source.sizeBytes,
      services,
      take: ({ channelData, samplesDecoded }) => {
        for (const plane of channelData) rescaler.rescale(plane)
        sink.append(channelData, samplesDecoded)
      },
    })
  } finally {
    rescaler.release()
  }
  return sink.finish(
    source,
    { container, codec: `FLAC ${bitDepth}-bit`, bitDepth, tags },
    lengthFrames,
  )
}
