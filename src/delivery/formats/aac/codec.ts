import { aacWriter } from '../../../codec/write/aac/aac-writer'
import { mp4Items } from '../../../codec/write/tags/mp4-items'
import type { FormatCodec } from '../format'

export const codec: FormatCodec = {
  // FFmpeg's encoder takes a third of a second to come up to its bit rate.
  roll: { preFrames: 16_384, postFrames: 1024 },
  open: (spec, services) =>
    aacWriter(
      { ...spec, bitrateKbps: Number(spec.quality), items: mp4Items(spec.tags ?? {}) },
      services,
    ),
}
