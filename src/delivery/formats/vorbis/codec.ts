import { oggEntries } from '../../../codec/write/tags/comments'
import { vorbisWriter } from '../../../codec/write/vorbis/vorbis-writer'
import type { FormatCodec } from '../format'

export const codec: FormatCodec = {
  // libvorbis finds its way into a start by itself; behind the end it is given what its longest blocks look ahead.
  roll: { preFrames: 0, postFrames: 8192 },
  open: (spec, services) =>
    vorbisWriter(
      { ...spec, quality: Number(spec.quality), comments: oggEntries(spec.tags ?? {}) },
      services,
    ),
}
