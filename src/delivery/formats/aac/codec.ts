import { aacWriter } from '../../../codec/write/aac/aac-writer'
import { mp4Items } from '../../../codec/write/tags/mp4-items'
import type { FormatCodec } from '../format'
import { systemEncoder } from './system-encoder'

export const codec: FormatCodec = {
  // FFmpeg's encoder comes up to its bit rate in a third of a second, at some places in half of one (measured at 14 cuts).
  roll: { preFrames: 32_768, postFrames: 1024 },
  open: async (spec, services) => {
    const options = {
      ...spec,
      bitrateKbps: Number(spec.quality),
      items: mp4Items(spec.tags ?? {}),
    }
    const encoder = spec.bySystem ? await systemEncoder(options, services) : undefined
    return aacWriter({ ...options, encoder }, services)
  },
}
