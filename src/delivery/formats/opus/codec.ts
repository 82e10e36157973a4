import { opusWriter } from '../../../codec/write/opus/opus-writer'
import type { FormatCodec } from '../format'

export const codec: FormatCodec = {
  open: (spec, services) => opusWriter({ ...spec, bitrateKbps: Number(spec.quality) }, services),
}
