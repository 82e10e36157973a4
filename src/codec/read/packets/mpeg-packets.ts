import { MPEGDecoder } from 'mpg123-decoder'
import { type Outcome, ok } from '../../../core/outcome'
import { refuseShape } from '../limits'
import { awaitCodec, freeDecoder } from '../read-failure'
import type { DecoderServices } from '../services'
import { NOTHING, type PacketDecoder } from './packet-decoder'

/** MPEG audio frames inside another container, which knows the delay of encoder and decoder. */
export const mpegPackets = async (
  sampleRate: number,
  channelCount: number,
  services: DecoderServices,
): Promise<Outcome<PacketDecoder>> => {
  const refused = refuseShape(sampleRate, channelCount)
  if (refused) return refused
  const decoder = new MPEGDecoder({ enableGapless: false })
  await awaitCodec('MP3', decoder.ready, services.timeout)
  return ok({
    codec: 'MP3',
    bitDepth: null,
    sampleRate,
    channelCount,
    delayFrames: 0,
    decode: async (packets) => {
      if (packets.length === 0) return NOTHING
      const work = Promise.resolve().then(() => decoder.decodeFrames([...packets]))
      const { channelData, samplesDecoded } = await awaitCodec('MP3', work, services.timeout)
      return { planes: channelData.slice(0, channelCount), frames: samplesDecoded }
    },
    free: () => freeDecoder(decoder),
  })
}
