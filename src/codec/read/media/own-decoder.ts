import { fail, type Outcome } from '../../../core/outcome'
import { parseStreamInfo } from '../flac/flac-header'
import type { PacketDecoder } from '../packets/packet-decoder'
import type { DecoderServices } from '../services'

export interface CodedShape {
  readonly sampleRate: number
  readonly channelCount: number
  /** The codec's own headers, as WebCodecs wants them. */
  readonly description: Uint8Array
}

/** A decoder of our own for a codec as the demuxer names it; null for those that only the host can decode. */
export const ownDecoder = async (
  codec: string,
  { sampleRate, channelCount, description }: CodedShape,
  services: DecoderServices,
): Promise<Outcome<PacketDecoder> | null> => {
  switch (codec) {
    case 'opus':
      return (await import('../packets/opus-packets')).opusPackets(services)([description])
    case 'vorbis': {
      const headers = xiphHeaders(description)
      return (await import('../packets/vorbis-packets')).vorbisPackets(services)(headers)
    }
    case 'flac': {
      const info = flacInfo(description)
      if (!info) return fail('header-truncated', 'FLAC')
      // The container's own count of frames wins.
      return (await import('../packets/flac-packets')).flacPackets(info, services)
    }
    case 'mp3': {
      const { mpegPackets } = await import('../packets/mpeg-packets')
      return mpegPackets(sampleRate, channelCount, services)
    }
    default:
      return null
  }
}

/** Behind "fLaC" and a block's head. */
const STREAMINFO_AT = 8

const flacInfo = (description: Uint8Array) => {
  const { buffer, byteOffset, byteLength } = description
  if (byteLength < STREAMINFO_AT) return null
  return parseStreamInfo(
    new DataView(buffer, byteOffset + STREAMINFO_AT, byteLength - STREAMINFO_AT),
  )
}

/** Three packets with the lengths of the first two before them, in runs of 255. */
const xiphHeaders = (description: Uint8Array): Uint8Array[] => {
  let at = 1
  const lengths = [0, 0].map(() => {
    let length = 0
    for (let byte = 255; byte === 255 && at < description.length; length += byte)
      byte = description[at++] ?? 0
    return length
  })
  const [first = 0, second = 0] = lengths
  return [
    description.subarray(at, at + first),
    description.subarray(at + first, at + first + second),
    description.subarray(at + first + second),
  ]
}
