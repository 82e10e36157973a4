import { wavBytes, wavWriter } from '../../../codec/write/wav/wav-writer'
import type { FormatCodec } from '../format'

export const codec: FormatCodec = { sizeBytes: wavBytes, open: wavWriter }
