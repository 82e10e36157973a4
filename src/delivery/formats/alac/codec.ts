import { alacWriter } from '../../../codec/write/alac/alac-writer'
import { type FormatCodec, integerDepth } from '../format'

export const codec: FormatCodec = {
  open: (spec, services) => alacWriter({ ...spec, depth: integerDepth(spec) }, services),
}
