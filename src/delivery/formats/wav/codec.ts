import { LOUDNESS_OFFSET, loudnessFields } from '../../../codec/write/tags/broadcast-chunk'
import { CHUNK_HEAD_BYTES, riffChunks } from '../../../codec/write/tags/riff-chunks'
import { wavBytes, wavChunksOffset, wavWriter } from '../../../codec/write/wav/wav-writer'
import type { FileSpec, FormatCodec } from '../format'

const options = (spec: FileSpec) => ({
  ...spec,
  chunks: spec.tags && riffChunks(spec.tags, spec),
})

export const codec: FormatCodec = {
  sizeBytes: (spec) => wavBytes(options(spec)),
  open: (spec, services) => wavWriter(options(spec), services),
  /** `bext` is the first of the chunks. */
  amendment: (spec, measured) =>
    spec.tags
      ? {
          offset: wavChunksOffset(options(spec)) + CHUNK_HEAD_BYTES + LOUDNESS_OFFSET,
          bytes: loudnessFields(measured),
        }
      : null,
}
