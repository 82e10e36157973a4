import { opusWriter } from '../../../codec/write/opus/opus-writer'
import { oggEntries } from '../../../codec/write/tags/comments'
import type { FormatCodec } from '../format'

export const codec: FormatCodec = {
  // 80 ms, as RFC 7845 (4.6) advises for a stream that is cut; behind it the lookahead and the rest of a packet.
  roll: { preFrames: 3840, postFrames: 1920 },
  open: (spec, services) =>
    opusWriter(
      { ...spec, bitrateKbps: Number(spec.quality), comments: oggEntries(spec.tags ?? {}) },
      services,
    ),
}
