import { flacWriter } from '../../../codec/write/flac/flac-writer'
import { vorbisEntries } from '../../../codec/write/tags/comments'
import { flacPicture } from '../../../codec/write/tags/flac-picture'
import { type FormatCodec, integerDepth } from '../format'

export const codec: FormatCodec = {
  open: ({ tags = {}, ...spec }, services) => {
    const picture = tags.cover && flacPicture(tags.cover)
    const said = { comments: vorbisEntries(tags), pictures: picture ? [picture] : [] }
    return flacWriter({ ...spec, ...said, depth: integerDepth(spec) }, services)
  },
}
