import { opusWriter } from '../../../codec/write/opus/opus-writer'
import { oggEntries } from '../../../codec/write/tags/comments'
import type { FormatCodec } from '../format'

export const codec: FormatCodec = {
  open: (spec, services) =>
    opusWriter(
      { ...spec, bitrateKbps: Number(spec.quality), comments: oggEntries(spec.tags ?? {}) },
      services,
    ),
}
