import { aacWriter } from '../../../codec/write/aac/aac-writer'
import type { FormatCodec } from '../format'

export const codec: FormatCodec = {
  open: (spec, services) => aacWriter({ ...spec, bitrateKbps: Number(spec.quality) }, services),
}
