import { fail, type Outcome, ok } from '../../../core/outcome'
import type { SampleEncoding, SampleLayout } from '../../../dsp/pack'

const FORMAT_PCM = 0x0001
const FORMAT_FLOAT = 0x0003
const FORMAT_EXTENSIBLE = 0xfffe
/** WAVEFORMAT, and WAVEFORMATEXTENSIBLE up to the end of its sub-format. */
const PLAIN_BYTES = 16
const EXTENSIBLE_BYTES = 40

const INTEGERS: readonly (SampleEncoding | undefined)[] = [undefined, 'u8', 's16', 's24', 's32']
const FLOATS: Readonly<Record<number, SampleEncoding>> = { 4: 'f32', 8: 'f64' }

/** Coded formats that people do meet; named in the refusal. */
const CODED: Readonly<Record<number, string>> = {
  2: 'Microsoft ADPCM',
  6: 'A-law',
  7: 'µ-law',
  17: 'IMA ADPCM',
  49: 'GSM 6.10',
  80: 'MPEG audio in WAV',
  85: 'MP3 in WAV',
  255: 'AAC in WAV',
  353: 'Windows Media Audio',
  8192: 'AC-3 in WAV',
}

export interface WaveFormat {
  readonly codec: string
  readonly bitDepth: number
  readonly sampleRate: number
  readonly layout: SampleLayout
}

/**
 * Reads a `fmt ` chunk. Samples fill their container from the top (Microsoft's rule for valid bits),
 * so a 20-bit sample in 3 bytes reads as 24 bits with zeros below.
 */
export const parseWaveFormat = (view: DataView, littleEndian: boolean): Outcome<WaveFormat> => {
  if (view.byteLength < PLAIN_BYTES) return fail('header-truncated')
  const channelCount = view.getUint16(2, littleEndian)
  const sampleRate = view.getUint32(4, littleEndian)
  const bytesPerFrame = view.getUint16(12, littleEndian)
  const bits = view.getUint16(14, littleEndian)
  let tag = view.getUint16(0, littleEndian)
  let bitDepth = bits
  if (tag === FORMAT_EXTENSIBLE) {
    if (view.byteLength < EXTENSIBLE_BYTES) return fail('header-truncated')
    bitDepth = view.getUint16(18, littleEndian) || bits
    tag = view.getUint16(24, littleEndian)
  }
  const bytesPerSample = bytesPerFrame > 0 ? bytesPerFrame / channelCount : Math.ceil(bits / 8)
  const float = tag === FORMAT_FLOAT
  if (tag !== FORMAT_PCM && !float)
    return fail('format-unsupported', CODED[tag] ?? `WAV format ${tag}`)
  const encoding = float ? FLOATS[bytesPerSample] : INTEGERS[bytesPerSample]
  const codec = `${float ? 'IEEE float' : 'PCM'} ${bitDepth}-bit`
  // Channels first: a container of 7.1 may have sizes we do not know either.
  if (!encoding && channelCount <= 2) return fail('format-unsupported', codec)
  const layout = { encoding: encoding ?? 's16', bigEndian: !littleEndian, channelCount }
  return ok({ codec, bitDepth, sampleRate, layout })
}
