import type { DitherChoice, ExportRequest, WavFormat } from '../../engine/export-request'

export type { ExportRequest }

interface Option<Value extends string> {
  readonly value: Value
  readonly label: string
}

export const BIT_DEPTHS: readonly Option<WavFormat>[] = [
  { value: 'wav-16', label: '16-bit' },
  { value: 'wav-24', label: '24-bit' },
  { value: 'wav-32f', label: '32-bit float' },
]

/** The noise-shaping curves exist for these rates, Hz. */
const SHAPED_RATES_HZ = [44_100, 48_000]
const PLAIN: readonly Option<DitherChoice>[] = [
  { value: 'none', label: 'None' },
  { value: 'tpdf', label: 'TPDF' },
]
/** By the noise they add, least first: past +8 dB only where nobody processes the file again. */
const SHAPED: readonly Option<DitherChoice>[] = [
  { value: 'wannamakerF3', label: 'Noise-shaped, gentle (F 3)' },
  { value: 'modifiedE9', label: 'Noise-shaped, moderate (modified E 9)' },
  { value: 'lipshitz5', label: 'Noise-shaped, strong (Lipshitz 5): final delivery only' },
  { value: 'wannamakerF9', label: 'Noise-shaped, strong (F 9): final delivery only' },
  { value: 'improvedE9', label: 'Noise-shaped, strongest (improved E 9): final delivery only' },
]

const isShaped = (format: WavFormat, sampleRate: number): boolean =>
  format === 'wav-16' && SHAPED_RATES_HZ.includes(sampleRate)

/** Dithers that make sense: none for float, shaped only at 16 bit and the rates it was designed for (Hz). */
export const dithersFor = (
  format: WavFormat,
  sampleRate: number,
): readonly Option<DitherChoice>[] => {
  if (format === 'wav-32f') return PLAIN.slice(0, 1)
  return isShaped(format, sampleRate) ? [...PLAIN, ...SHAPED] : PLAIN
}

/** The dither to begin with: F 3 at 16 bit where it exists, TPDF for other integers, none for float. */
export const defaultDither = (format: WavFormat, sampleRate: number): DitherChoice => {
  if (format === 'wav-32f') return 'none'
  return isShaped(format, sampleRate) ? 'wannamakerF3' : 'tpdf'
}

/** A sample rate to choose: 'source', or Hz as text. */
export const rateOptions = (
  sourceRate: number,
  ratesHz: readonly number[],
): readonly Option<string>[] => [
  { value: 'source', label: `Same as source (${sourceRate / 1000} kHz)` },
  ...ratesHz
    .filter((rate) => rate !== sourceRate)
    .map((rate) => ({ value: String(rate), label: `${rate / 1000} kHz` })),
]

/** The rate of the file, Hz. */
export const fileRate = ({ sampleRate }: ExportRequest, sourceRate: number): number =>
  sampleRate === 'source' ? sourceRate : sampleRate

/**
 * The settings after a change, for a source of this rate that can be delivered at `ratesHz`: a rate that is
 * not among them becomes the source's; a dither that was the default, or is none that the new format
 * and rate allow, becomes their default.
 */
export const settle = (
  before: ExportRequest,
  change: Partial<ExportRequest>,
  sourceRate: number,
  ratesHz: readonly number[],
): ExportRequest => {
  const wanted = { ...before, ...change }
  const { format } = wanted
  const offered = wanted.sampleRate !== sourceRate && ratesHz.includes(fileRate(wanted, sourceRate))
  const sampleRate = offered ? wanted.sampleRate : 'source'
  const rate = fileRate({ ...wanted, sampleRate }, sourceRate)
  const wasDefault = before.dither === defaultDither(before.format, fileRate(before, sourceRate))
  const chosen = change.dither !== undefined || !wasDefault
  const legal = dithersFor(format, rate).some(({ value }) => value === wanted.dither)
  const dither = chosen && legal ? wanted.dither : defaultDither(format, rate)
  return { format, sampleRate, dither }
}
