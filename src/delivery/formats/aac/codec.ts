import { aacWriter } from '../../../codec/write/aac/aac-writer'
import { mp4Items } from '../../../codec/write/tags/mp4-items'
import type { FormatCodec } from '../format'

export const codec: FormatCodec = {
  open: (spec, services) =>
    aacWriter(
      { ...spec, bitrateKbps: Number(spec.quality), items: mp4Items(spec.tags ?? {}) },
      services,
    ),
}
