import { flacWriter } from '../../../codec/write/flac/flac-writer'
import { type FormatCodec, integerDepth } from '../format'

export const codec: FormatCodec = {
  open: (spec, services) => flacWriter({ ...spec, depth: integerDepth(spec) }, services),
}
