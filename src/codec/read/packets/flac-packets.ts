import { FLACDecoder } from '@wasm-audio-decoders/flac'
import { type Outcome, ok } from '../../../core/outcome'
import type { FlacInfo } from '../flac/flac-header'
import { IntegerRescaler } from '../flac/integer-rescaler'
import { refuseLength, refuseShape } from '../limits'
import { awaitCodec, freeDecoder } from '../read-failure'
import type { DecoderServices } from '../services'
import { NOTHING, type PacketDecoder } from './packet-decoder'

/** FLAC frames, bit-exact up to 24 bits. A frame that its checksum refuses gives nothing. */
export const flacPackets = async (
  info: FlacInfo,
  services: DecoderServices,
): Promise<Outcome<PacketDecoder>> => {
  const { sampleRate, channelCount, bitDepth, lengthFrames } = info
  const refused =
    refuseShape(sampleRate, channelCount) ??
    (lengthFrames === null ? null : refuseLength(lengthFrames, sampleRate, channelCount, services))
  if (refused) return refused
  const decoder = new FLACDecoder()
  await awaitCodec('FLAC', decoder.ready, services.timeout)
  const rescaler = new IntegerRescaler(services.kernels, bitDepth)
  return ok({
    codec: `FLAC ${bitDepth}-bit`,
    bitDepth,
    sampleRate,
    channelCount,
    delayFrames: 0,
    decode: async (packets) => {
      const usable = packets.filter(({ length }) => length > 0)
      if (usable.length === 0) return NOTHING
      const work = decoder.decodeFrames([...usable])
      const { channelData, samplesDecoded } = await awaitCodec('FLAC', work, services.timeout)
      for (const plane of channelData) rescaler.rescale(plane)
      return { planes: channelData, frames: samplesDecoded }
    },
    free: () => {
      rescaler.release()
      freeDecoder(decoder)
    },
  })
}
