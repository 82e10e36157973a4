import { EncodedPacketSink } from 'mediabunny'
import type { ByteSource } from '../../../core/byte-source'
import type { Outcome } from '../../../core/outcome'
import type { PcmSink } from '../../../core/pcm-store'
import { DecodedSink } from '../decoded-sink'
import type { PacketDecoder } from '../packets/packet-decoder'
import { awaitCodec } from '../read-failure'
import type { OpenedAudio, OpenServices } from '../services'
import type { MediaTrack } from './media-track'
import { PlacedSink } from './placed-sink'

const PACKETS_PER_BATCH = 50

/** Decodes a track by a decoder of our own, trimmed as the container says. */
export const decodePackets = async <Sink extends PcmSink>(
  media: MediaTrack,
  decoder: PacketDecoder,
  source: ByteSource,
  services: OpenServices<Sink>,
): Promise<Outcome<OpenedAudio<Sink>>> => {
  const { track, container, tags, segments, paddingS } = media
  const { codec, bitDepth, sampleRate, channelCount, speakers } = decoder
  const sink = new DecodedSink(services, { sampleRate, channelCount, speakers })
  const placed = new PlacedSink(sink, segments, sampleRate, 0)
  const promised = media.isExact ? placed.promisedFrames : null
  const packets = new EncodedPacketSink(track).packets()
  let batch: Uint8Array[] = []
  const decodeBatch = async (isLast: boolean): Promise<void> => {
    const { planes, frames } = await decoder.decode(batch)
    batch = []
    const padding = isLast ? Math.round(paddingS * sampleRate) : 0
    placed.append(planes, Math.max(0, frames - padding))
  }
  try {
    for (;;) {
      const next = await awaitCodec(codec, packets.next(), services.timeout)
      if (next.done) break
      // The batch that may be the last waits until it is known to be, or not.
      if (batch.length >= PACKETS_PER_BATCH) {
        await decodeBatch(false)
        services.job.report(Math.min(1, sink.lengthFrames / (promised ?? Number.POSITIVE_INFINITY)))
        const pause = services.job.checkpoint()
        if (pause) await pause
      }
      batch.push(next.value.data)
    }
    await decodeBatch(true)
  } finally {
    decoder.free()
    await packets.return()
  }
  for (const remark of media.remarks) sink.remark(remark)
  return sink.finish(source, { container, codec, bitDepth, tags }, promised)
}
