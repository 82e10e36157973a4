import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis'
import { codecFrames, data, header, isLastPage, type OggPage, vorbisSetup } from 'codec-parser'
import { fail, ok } from '../../../core/outcome'
import { ascii } from '../byte-view'
import { xiphSpeakers } from '../channels/speakers'
import { refuseShape } from '../limits'
import { awaitCodec, freeDecoder } from '../read-failure'
import type { DecoderServices } from '../services'
import { NOTHING, type PacketDecoderMaker } from './packet-decoder'

const IDENTIFICATION_BYTES = 30
/** Larger than any packet that an encoder writes; the decoder's room. */
const MAX_PACKET_BYTES = 128 * 1024

/** Vorbis from its three headers. The first packet of a stream gives no frames, each other one those up to its middle. */
export const vorbisPackets =
  (services: DecoderServices): PacketDecoderMaker =>
  async ([identification = new Uint8Array(0), , setup = new Uint8Array(0)]) => {
    const head = new DataView(
      identification.buffer,
      identification.byteOffset,
      identification.byteLength,
    )
    if (identification.length < IDENTIFICATION_BYTES || setup.length === 0)
      return fail('header-truncated', 'Ogg Vorbis')
    if (ascii(head, 1, 6) !== 'vorbis' || setup.length > MAX_PACKET_BYTES)
      return fail('format-unsupported', 'Vorbis')
    const channelCount = head.getUint8(11)
    const sampleRate = head.getUint32(12, true)
    const refused = refuseShape(sampleRate, channelCount)
    if (refused) return refused
    const decoder = new OggVorbisDecoder()
    const decodePages = (pages: readonly OggPage[]) =>
      awaitCodec(
        'Vorbis',
        Promise.resolve().then(() => decoder.decodeOggPages([...pages])),
        services.timeout,
      )
    await awaitCodec('Vorbis', decoder.ready, services.timeout)
    // The decoder wants parsed pages: these say what it looks at, and nothing else.
    const page = (first: Uint8Array, packets: readonly Uint8Array[]): OggPage =>
      ({
        [data]: first,
        [isLastPage]: false,
        [codecFrames]: packets.map((packet) => ({
          [data]: packet,
          [header]: { [vorbisSetup]: setup },
        })),
      }) as unknown as OggPage
    await decodePages([page(identification, [])])
    return ok({
      codec: 'Vorbis',
      bitDepth: null,
      sampleRate,
      channelCount,
      speakers: xiphSpeakers(channelCount),
      delayFrames: 0,
      decode: async (packets) => {
        const usable = packets.filter(({ length }) => length > 0 && length <= MAX_PACKET_BYTES)
        if (usable.length === 0) return NOTHING
        const { channelData, samplesDecoded } = await decodePages([page(EMPTY, usable)])
        return { planes: channelData, frames: samplesDecoded }
      },
      free: () => freeDecoder(decoder),
    })
  }

const EMPTY = new Uint8Array(1)
