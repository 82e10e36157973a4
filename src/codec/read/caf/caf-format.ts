import { fail, type Outcome, ok } from '../../../core/outcome'
import type { SampleEncoding, SampleLayout } from '../../../dsp/pack'
import { ascii } from '../byte-view'
import type { Companding } from '../pcm/companding'

export const DESCRIPTION_BYTES = 32
const FLAG_FLOAT = 1
const FLAG_LITTLE_ENDIAN = 2

const INTEGERS: readonly (SampleEncoding | undefined)[] = [undefined, 's8', 's16', 's24', 's32']
const FLOATS: Readonly<Record<number, SampleEncoding>> = { 4: 'f32', 8: 'f64' }
const COMPANDED: Readonly<Record<string, Companding>> = { alaw: 'A-law', ulaw: 'µ-law' }
const MPEG = ['.mp1', '.mp2', '.mp3']
const CODED: Readonly<Record<string, string>> = {
  'aac ': 'AAC in CAF',
  ima4: 'IMA ADPCM in CAF',
  flac: 'FLAC in CAF',
  opus: 'Opus in CAF',
}

export interface CafFormat {
  readonly codec: string
  /** Null where the samples are coded. */
  readonly bitDepth: number | null
  readonly sampleRate: number
  readonly layout: SampleLayout
  /** Coded packets lie inside: MPEG audio with its own headers, or ALAC by the packet table. */
  readonly coding?: 'mpeg' | 'alac'
  readonly companding?: Companding
}

/** Reads a `desc` chunk's body. */
export const parseDescription = (view: DataView): Outcome<CafFormat> => {
  if (view.byteLength < DESCRIPTION_BYTES) return fail('header-truncated')
  const sampleRate = Math.round(view.getFloat64(0))
  const format = ascii(view, 8, 4)
  const flags = view.getUint32(12)
  const bytesPerPacket = view.getUint32(16)
  const framesPerPacket = view.getUint32(20)
  const channelCount = view.getUint32(24)
  const bitDepth = view.getUint32(28)
  const coded = {
    bitDepth: null,
    sampleRate,
    layout: { encoding: 's16', bigEndian: true, channelCount },
  } as const
  const companding = COMPANDED[format]
  if (companding) return ok({ ...coded, codec: companding, companding })
  if (MPEG.includes(format)) return ok({ ...coded, codec: 'MPEG audio', coding: 'mpeg' })
  if (format === 'alac') return ok({ ...coded, codec: 'ALAC', coding: 'alac' })
  if (format !== 'lpcm') return fail('format-unsupported', CODED[format] ?? `CAF ${format}`)
  const float = (flags & FLAG_FLOAT) !== 0
  const width = bytesPerPacket / Math.max(1, framesPerPacket) / channelCount
  const encoding = float ? FLOATS[width] : INTEGERS[width]
  const codec = `${float ? 'IEEE float' : 'PCM'} ${bitDepth}-bit`
  if (!encoding) return fail('format-unsupported', codec)
  const bigEndian = (flags & FLAG_LITTLE_ENDIAN) === 0
  const layout = { encoding, bigEndian, channelCount }
  return ok({ codec, bitDepth, sampleRate, layout })
}
