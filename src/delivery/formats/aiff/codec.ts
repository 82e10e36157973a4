import { aiffBytes, aiffWriter } from '../../../codec/write/aiff/aiff-writer'
import { type FileSpec, type FormatCodec, integerDepth } from '../format'

const integer = (spec: FileSpec) => ({ ...spec, depth: integerDepth(spec) })

export const codec: FormatCodec = {
  sizeBytes: (spec) => aiffBytes(integer(spec)),
  open: (spec, services) => aiffWriter(integer(spec), services),
}
