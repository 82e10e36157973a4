import { readWav } from '../../../codec/read/wav/read-wav'
import { wavBytes, wavWriter } from '../../../codec/write/wav/wav-writer'
import type { FormatCodec } from '../format'

export const codec: FormatCodec = { sizeBytes: wavBytes, open: wavWriter, read: readWav }
