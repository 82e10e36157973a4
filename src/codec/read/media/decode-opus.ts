import { EncodedPacketSink } from 'mediabunny'
import { OpusDecoder } from 'opus-decoder'
import type { ByteSource } from '../../../core/byte-source'
import type { Outcome } from '../../../core/outcome'
import type { PcmSink } from '../../../core/pcm-store'
import { DecodedSink } from '../decoded-sink'
import { awaitCodec, freeDecoder } from '../read-failure'
import type { OpenedAudio, OpenServices } from '../services'
import type { MediaTrack } from './media-track'

const OPUS_RATE = 48_000
const PACKETS_PER_BATCH = 50
/** Fields of OpusHead (RFC 7845, 5.1). */
const PRE_SKIP_OFFSET = 10
const GAIN_OFFSET = 16
const HEAD_BYTES = 19

/** Opus at its own 48 kHz: pre-skip dropped, end cut to the container's length, output gain applied. */
export const decodeOpus = async <Sink extends PcmSink>(
  media: MediaTrack,
  source: ByteSource,
  services: OpenServices<Sink>,
): Promise<Outcome<OpenedAudio<Sink>>> => {
  const { track, container, channelCount, lengthFrames, sampleRate, tags } = media
  const config = await awaitCodec('Opus', track.getDecoderConfig(), services.timeout)
  const { preSkip, gain } = parseHead(config?.description)
  const promised =
    lengthFrames === null ? null : Math.round((lengthFrames * OPUS_RATE) / sampleRate)
  const keep = promised === null ? {} : { keepFrames: promised }
  const shape = { sampleRate: OPUS_RATE, channelCount, skipFrames: preSkip, ...keep }
  const sink = new DecodedSink(services, shape)
  const decoder = new OpusDecoder({
    channels: channelCount,
    streamCount: 1,
    coupledStreamCount: channelCount - 1,
    channelMappingTable: channelCount === 1 ? [0] : [0, 1],
    preSkip: 0,
  })
  await awaitCodec('Opus', decoder.ready, services.timeout)
  let batch: Uint8Array[] = []
  const decodeBatch = async () => {
    if (batch.length === 0) return
    const frames = batch
    batch = []
    const work = Promise.resolve().then(() => decoder.decodeFrames(frames))
    const { channelData, samplesDecoded } = await awaitCodec('Opus', work, services.timeout)
    if (gain !== 1)
      for (const plane of channelData)
        for (let i = 0; i < plane.length; i++) plane[i] = (plane[i] ?? 0) * gain
    sink.append(channelData, samplesDecoded)
  }
  const packets = new EncodedPacketSink(track).packets()
  try {
    for (;;) {
      const next = await awaitCodec('Opus', packets.next(), services.timeout)
      if (next.done) break
      batch.push(next.value.data)
      if (batch.length < PACKETS_PER_BATCH) continue
      await decodeBatch()
      services.job.report(
        Math.min(1, sink.store.lengthFrames / (promised ?? Number.POSITIVE_INFINITY)),
      )
      await services.job.checkpoint()
    }
    await decodeBatch()
  } finally {
    freeDecoder(decoder)
    await packets.return()
  }
  return sink.finish(source, { container, codec: 'Opus', bitDepth: null, tags }, promised)
}

const parseHead = (description: unknown): { readonly preSkip: number; readonly gain: number } => {
  if (!ArrayBuffer.isView(description) || description.byteLength < HEAD_BYTES)
    return { preSkip: 0, gain: 1 }
  const view = new DataView(description.buffer, description.byteOffset, description.byteLength)
  // Q7.8 decibels
  const gainDb = view.getInt16(GAIN_OFFSET, true) / 256
  return { preSkip: view.getUint16(PRE_SKIP_OFFSET, true), gain: 10 ** (gainDb / 20) }
}
