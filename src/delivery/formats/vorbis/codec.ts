import { oggEntries } from '../../../codec/write/tags/comments'
import { vorbisWriter } from '../../../codec/write/vorbis/vorbis-writer'
import type { FormatCodec } from '../format'

export const codec: FormatCodec = {
  open: (spec, services) =>
    vorbisWriter(
      { ...spec, quality: Number(spec.quality), comments: oggEntries(spec.tags ?? {}) },
      services,
    ),
}
