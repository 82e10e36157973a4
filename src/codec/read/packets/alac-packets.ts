import { fail, type Outcome, ok } from '../../../core/outcome'
import type { Kernels } from '../../../dsp/kernels'
import { AlacDecoder, parseAlacConfig } from '../alac/alac-decoder'
import { ascii } from '../byte-view'
import { refuseShape } from '../limits'
import { NOTHING, type PacketDecoder } from './packet-decoder'

/** A `frma` and the head of an `alac` atom, which old files put before the configuration. */
const OLD_ATOMS_BYTES = 24

/** Apple Lossless from its magic cookie. Exact up to 24 bits, nearest for 32. */
export const alacPackets = (cookie: Uint8Array, kernels: Kernels): Outcome<PacketDecoder> => {
  const view = new DataView(cookie.buffer, cookie.byteOffset, cookie.byteLength)
  const isOld = ascii(view, 4, 4) === 'frma'
  const config = parseAlacConfig(isOld ? cookie.subarray(OLD_ATOMS_BYTES) : cookie)
  if (!config) return fail('format-unsupported', 'ALAC')
  const { sampleRate, channelCount, bitDepth, framesPerPacket } = config
  const refused = refuseShape(sampleRate, channelCount)
  if (refused) return refused
  if (channelCount > 2) return fail('format-unsupported', `ALAC of ${channelCount} channels`)
  // Made with the first packet: a file may be refused for what else it says.
  let made: AlacDecoder | null = null
  const scale = 2 ** (1 - bitDepth)
  return ok({
    codec: `ALAC ${bitDepth}-bit`,
    bitDepth,
    sampleRate,
    channelCount,
    delayFrames: 0,
    decode: async (packets) => {
      if (packets.length === 0) return NOTHING
      made ??= new AlacDecoder(kernels, config)
      const decoder = made
      const planes = decoder.channels.map(() => new Float32Array(packets.length * framesPerPacket))
      let frames = 0
      for (const packet of packets) {
        const count = decoder.decode(packet)
        decoder.channels.forEach((channel, k) => {
          const plane = planes[k]
          for (let i = 0; plane && i < count; i++) plane[frames + i] = (channel[i] ?? 0) * scale
        })
        frames += count
      }
      return { planes: planes.map((plane) => plane.subarray(0, frames)), frames }
    },
    free: () => made?.release(),
  })
}
