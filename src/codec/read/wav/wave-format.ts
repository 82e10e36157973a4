import { fail, type Outcome, ok } from '../../../core/outcome'
import type { SampleEncoding, SampleLayout } from '../../../dsp/pack'
import { maskedSpeakers, type Speakers } from '../channels/speakers'
import type { Companding } from '../pcm/companding'

const FORMAT_PCM = 0x0001
const FORMAT_FLOAT = 0x0003
const FORMAT_EXTENSIBLE = 0xfffe
/** WAVEFORMAT, and WAVEFORMATEXTENSIBLE up to the end of its sub-format. */
const PLAIN_BYTES = 16
const EXTENSIBLE_BYTES = 40

const INTEGERS: readonly (SampleEncoding | undefined)[] = [undefined, 'u8', 's16', 's24', 's32']
const FLOATS: Readonly<Record<number, SampleEncoding>> = { 4: 'f32', 8: 'f64' }
const COMPANDED: Readonly<Record<number, Companding>> = { 6: 'A-law', 7: 'µ-law' }
/** MPEG audio of layers I to III. */
const MPEG = [0x50, 0x55]

/** Coded formats that people do meet; named in the refusal. */
const CODED: Readonly<Record<number, string>> = {
  2: 'Microsoft ADPCM in WAV',
  17: 'IMA ADPCM in WAV',
  49: 'GSM 6.10 in WAV',
  255: 'AAC in WAV',
  353: 'Windows Media Audio in WAV',
  8192: 'AC-3 in WAV',
}

export interface WaveFormat {
  readonly codec: string
  /** Null where the samples are coded. */
  readonly bitDepth: number | null
  readonly sampleRate: number
  readonly layout: SampleLayout
  /** MPEG audio lies inside, to be read by its own headers. */
  readonly coding?: 'mpeg'
  readonly companding?: Companding
  /** By the channel mask; absent without one. */
  readonly speakers?: Speakers
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
  let speakers: Pick<WaveFormat, 'speakers'> = {}
  if (tag === FORMAT_EXTENSIBLE) {
    if (view.byteLength < EXTENSIBLE_BYTES) return fail('header-truncated')
    bitDepth = view.getUint16(18, littleEndian) || bits
    tag = view.getUint16(24, littleEndian)
    speakers = { speakers: maskedSpeakers(view.getUint32(20, littleEndian), channelCount) }
  }
  const shape = { bitDepth: null, sampleRate, ...speakers }
  const layoutOf = (sampleEncoding: SampleEncoding): SampleLayout => {
    const bigEndian = !littleEndian
    return { encoding: sampleEncoding, bigEndian, channelCount }
  }
  const companding = COMPANDED[tag]
  if (companding) return ok({ ...shape, codec: companding, companding, layout: layoutOf('s16') })
  if (MPEG.includes(tag))
    return ok({ ...shape, codec: 'MPEG audio', coding: 'mpeg', layout: layoutOf('s16') })
  const float = tag === FORMAT_FLOAT
  if (tag !== FORMAT_PCM && !float)
    return fail('format-unsupported', CODED[tag] ?? `WAV format ${tag}`)
  const widths = sampleWidths(bytesPerFrame / channelCount, bits)
  const encodings = widths.map((width) => (float ? FLOATS[width] : INTEGERS[width]))
  const encoding = encodings.find((known) => known !== undefined)
  const codec = `${float ? 'IEEE float' : 'PCM'} ${bitDepth}-bit`
  if (!encoding) return fail('format-unsupported', codec)
  return ok({ codec, bitDepth, sampleRate, layout: layoutOf(encoding), ...speakers })
}

/**
 * Bytes per sample by the block align and by the bits, the likelier first. The two may differ only where 17 to 31
 * bits lie in four bytes; in any other case writers have got the block align wrong, and players go by the bits.
 */
const sampleWidths = (byBlock: number, bits: number): readonly number[] => {
  const byBits = Math.ceil(bits / 8)
  return byBlock === 4 && bits > 16 && bits < 32 ? [byBlock, byBits] : [byBits, byBlock]
}
