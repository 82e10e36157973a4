import { alacWriter } from '../../../codec/write/alac/alac-writer'
import { mp4Items } from '../../../codec/write/tags/mp4-items'
import { type FormatCodec, integerDepth } from '../format'

export const codec: FormatCodec = {
  open: (spec, services) =>
    alacWriter({ ...spec, depth: integerDepth(spec), items: mp4Items(spec.tags ?? {}) }, services),
}
