import { fail } from '../../../core/outcome'
import type { SampleEncoding } from '../../../dsp/pack'
import { readView } from '../byte-view'
import type { Companding } from '../pcm/companding'
import { readPcm } from '../pcm/read-pcm'
import type { AudioReader } from '../services'

const HEAD_BYTES = 24
const UNKNOWN_SIZE = 0xffffffff

interface AuCoding {
  readonly encoding: SampleEncoding
  readonly codec: string
  readonly bitDepth: number | null
  readonly companding?: Companding
}

const CODINGS: Readonly<Record<number, AuCoding>> = {
  1: { encoding: 's16', codec: 'µ-law', bitDepth: null, companding: 'µ-law' },
  2: { encoding: 's8', codec: 'PCM 8-bit', bitDepth: 8 },
  3: { encoding: 's16', codec: 'PCM 16-bit', bitDepth: 16 },
  4: { encoding: 's24', codec: 'PCM 24-bit', bitDepth: 24 },
  5: { encoding: 's32', codec: 'PCM 32-bit', bitDepth: 32 },
  6: { encoding: 'f32', codec: 'IEEE float 32-bit', bitDepth: 32 },
  7: { encoding: 'f64', codec: 'IEEE float 64-bit', bitDepth: 64 },
  27: { encoding: 's16', codec: 'A-law', bitDepth: null, companding: 'A-law' },
}

/** Sun and NeXT audio: a head of six big-endian numbers, a note, samples. */
export const readAu: AudioReader = async (source, services) => {
  const head = await readView(source, 0, HEAD_BYTES)
  if (head.byteLength < HEAD_BYTES) return fail('header-truncated', 'AU')
  const dataOffset = Math.max(HEAD_BYTES, head.getUint32(4))
  const size = head.getUint32(8)
  const coding = CODINGS[head.getUint32(12)]
  if (!coding) return fail('format-unsupported', `coded audio in AU`)
  const { encoding, ...known } = coding
  const layout = { encoding, bigEndian: true, channelCount: head.getUint32(20) }
  // 0 with audio behind: a writer that could not come back, as with all ones.
  const declaredBytes = size === UNKNOWN_SIZE || size === 0 ? null : size
  const place = { container: 'AU', sampleRate: head.getUint32(16), dataOffset, declaredBytes }
  return readPcm(source, { ...known, ...place, layout, tags: {} }, services)
}
