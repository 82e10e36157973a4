import { OpusDecoder } from 'opus-decoder'
import { fail, ok } from '../../../core/outcome'
import { gainOfDb } from '../../../dsp/elementary'
import { ascii } from '../byte-view'
import { type Speakers, unplaced, usualSpeakers, xiphSpeakers } from '../channels/speakers'
import { refuseShape } from '../limits'
import { awaitCodec, freeDecoder } from '../read-failure'
import type { DecoderServices } from '../services'
import type { PacketDecoderMaker } from './packet-decoder'

export const OPUS_RATE = 48_000
const HEAD_BYTES = 19
const MAPPING_AT = 21
/** The channels of Vorbis; all others are in no order that says where they belong. */
const XIPH_FAMILY = 1

/** What OpusHead says (RFC 7845, 5.1). */
interface OpusHead {
  readonly channelCount: number
  readonly preSkip: number
  readonly gain: number
  readonly streamCount: number
  readonly coupledStreamCount: number
  readonly mapping: readonly number[]
  readonly speakers: Speakers
}

const parseHead = (bytes: Uint8Array): OpusHead | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < HEAD_BYTES || ascii(view, 0, 8) !== 'OpusHead') return null
  const channelCount = view.getUint8(9)
  const family = view.getUint8(18)
  const fixed = {
    channelCount,
    preSkip: view.getUint16(10, true),
    // Q7.8 decibels
    gain: gainOfDb(view.getInt16(16, true) / 256),
  }
  if (family === 0)
    return {
      ...fixed,
      streamCount: 1,
      coupledStreamCount: channelCount - 1,
      mapping: channelCount === 1 ? [0] : [0, 1],
      speakers: usualSpeakers(channelCount),
    }
  if (bytes.length < MAPPING_AT + channelCount) return null
  return {
    ...fixed,
    streamCount: view.getUint8(19),
    coupledStreamCount: view.getUint8(20),
    mapping: [...bytes.subarray(MAPPING_AT, MAPPING_AT + channelCount)],
    speakers: family === XIPH_FAMILY ? xiphSpeakers(channelCount) : unplaced(channelCount),
  }
}

/** Opus at its own 48 kHz, from OpusHead; its streams, mapping and output gain obeyed. */
export const opusPackets =
  (services: DecoderServices): PacketDecoderMaker =>
  async ([identification]) => {
    const head = parseHead(identification ?? new Uint8Array(0))
    if (!head) return fail('header-truncated', 'Opus')
    const { channelCount, gain, preSkip, streamCount, coupledStreamCount, mapping, speakers } = head
    const refused = refuseShape(OPUS_RATE, channelCount)
    if (refused) return refused
    const decodable = streamCount + coupledStreamCount
    if (coupledStreamCount > streamCount || mapping.some((from) => from >= decodable))
      return fail('format-unsupported', 'Opus with a channel mapping of its own')
    const decoder = new OpusDecoder({
      channels: channelCount,
      streamCount,
      coupledStreamCount,
      channelMappingTable: [...mapping],
      preSkip: 0,
    })
    await awaitCodec('Opus', decoder.ready, services.timeout)
    return ok({
      codec: 'Opus',
      bitDepth: null,
      sampleRate: OPUS_RATE,
      channelCount,
      speakers,
      delayFrames: preSkip,
      decode: async (packets) => {
        const work = Promise.resolve().then(() => decoder.decodeFrames([...packets]))
        const { channelData, samplesDecoded } = await awaitCodec('Opus', work, services.timeout)
        if (gain !== 1)
          for (const plane of channelData)
            for (let i = 0; i < plane.length; i++) plane[i] = (plane[i] ?? 0) * gain
        return { planes: channelData, frames: samplesDecoded }
      },
      free: () => freeDecoder(decoder),
    })
  }
