import { aiffBytes, aiffWriter } from '../../../codec/write/aiff/aiff-writer'
import { aiffChunks } from '../../../codec/write/tags/aiff-chunks'
import { type FileSpec, type FormatCodec, integerDepth } from '../format'

const options = (spec: FileSpec) => ({
  ...spec,
  depth: integerDepth(spec),
  chunks: spec.tags && aiffChunks(spec.tags),
})

export const codec: FormatCodec = {
  sizeBytes: (spec) => aiffBytes(options(spec)),
  open: (spec, services) => aiffWriter(options(spec), services),
}
