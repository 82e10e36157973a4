import { fail, type Outcome, ok } from '../../../core/outcome'
import type { SampleEncoding, SampleLayout } from '../../../dsp/pack'
import { ascii } from '../byte-view'
import type { Companding } from '../pcm/companding'

const COMMON_BYTES = 18

export interface AiffFormat {
  readonly codec: string
  /** Null where the samples are coded. */
  readonly bitDepth: number | null
  readonly sampleRate: number
  readonly lengthFrames: number
  readonly layout: SampleLayout
  /** MPEG audio lies inside, to be read by its own headers. */
  readonly coding?: 'mpeg'
  readonly companding?: Companding
}

interface Compression {
  /** Bytes per sample; from the bit depth when null. */
  readonly width: number | null
  readonly family: 'integer' | 'float' | 'unsigned'
  readonly bigEndian: boolean
}

const BIG: Compression = { width: null, family: 'integer', bigEndian: true }
const LITTLE: Compression = { width: null, family: 'integer', bigEndian: false }

/** AIFF-C compression types that compress nothing. */
const PLAIN: Readonly<Record<string, Compression>> = {
  NONE: BIG,
  none: BIG,
  twos: BIG,
  sowt: LITTLE,
  'raw ': { width: 1, family: 'unsigned', bigEndian: true },
  in24: { ...BIG, width: 3 },
  in32: { ...BIG, width: 4 },
  '42ni': { ...LITTLE, width: 3 },
  '23ni': { ...LITTLE, width: 4 },
  fl32: { width: 4, family: 'float', bigEndian: true },
  FL32: { width: 4, family: 'float', bigEndian: true },
  fl64: { width: 8, family: 'float', bigEndian: true },
  FL64: { width: 8, family: 'float', bigEndian: true },
}

const CODED: Readonly<Record<string, string>> = { ima4: 'IMA ADPCM in AIFC' }
const COMPANDED: Readonly<Record<string, Companding>> = {
  alaw: 'A-law',
  ALAW: 'A-law',
  ulaw: 'µ-law',
  ULAW: 'µ-law',
}
/** By name, and by the tags of WAV. */
const MPEG = ['.mp3', 'MPG3', 'ms\0U', 'ms\0P']

const INTEGERS: readonly (SampleEncoding | undefined)[] = [undefined, 's8', 's16', 's24', 's32']

/** Reads a COMM chunk, with a compression type when the form is AIFC. */
export const parseCommon = (view: DataView, compressed: boolean): Outcome<AiffFormat> => {
  if (view.byteLength < (compressed ? COMMON_BYTES + 4 : COMMON_BYTES))
    return fail('header-truncated')
  const channelCount = view.getUint16(0)
  const lengthFrames = view.getUint32(2)
  const bits = view.getUint16(6)
  // Old machines ran at fractions of a clock (22 254.5454 Hz); a track has whole hertz.
  const sampleRate = Math.round(extendedFloat(view, 8))
  const type = compressed ? ascii(view, COMMON_BYTES, 4) : 'NONE'
  const coded = {
    bitDepth: null,
    sampleRate,
    lengthFrames,
    layout: { encoding: 's16', bigEndian: true, channelCount },
  } as const
  const companding = COMPANDED[type]
  if (companding) return ok({ ...coded, codec: companding, companding })
  if (MPEG.includes(type)) return ok({ ...coded, codec: 'MPEG audio', coding: 'mpeg' })
  const compression = PLAIN[type]
  if (!compression) return fail('format-unsupported', CODED[type] ?? `AIFC ${type}`)
  const { family, bigEndian } = compression
  const width = compression.width ?? Math.ceil(bits / 8)
  const bitDepth = family === 'integer' && compression.width === null ? bits : width * 8
  const codec = `${family === 'float' ? 'IEEE float' : 'PCM'} ${bitDepth}-bit`
  const encoding = encodingOf(family, width)
  if (!encoding) return fail('format-unsupported', codec)
  const layout = { encoding, bigEndian, channelCount }
  return ok({ codec, bitDepth, sampleRate, lengthFrames, layout })
}

const encodingOf = (family: Compression['family'], width: number): SampleEncoding | undefined => {
  if (family === 'unsigned') return 'u8'
  if (family === 'float') return width === 8 ? 'f64' : 'f32'
  return INTEGERS[width]
}

/** 80-bit extended float, as AIFF keeps its sample rate; rounded to a whole number of hertz. */
const extendedFloat = (view: DataView, offset: number): number => {
  const exponent = (view.getUint16(offset) & 0x7fff) - 16_383 - 63
  const mantissa = Number(view.getBigUint64(offset + 2))
  return Math.round(mantissa * 2 ** exponent)
}
