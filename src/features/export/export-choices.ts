import type { DitherChoice, WavFormat } from '../../engine/protocol'

export type { DitherChoice }
export type BitDepth = '16' | '24' | '32f'

export const BIT_DEPTHS: readonly { readonly value: BitDepth; readonly label: string }[] = [
  { value: '16', label: '16-bit' },
  { value: '24', label: '24-bit' },
  { value: '32f', label: '32-bit float' },
]

interface DitherOption {
  readonly value: DitherChoice
  readonly label: string
}

const NONE: DitherOption = { value: 'none', label: 'None' }
const TPDF: DitherOption = { value: 'tpdf', label: 'TPDF' }
const SHAPED: DitherOption = { value: 'shaped', label: 'Noise-shaped' }

/** The noise-shaping curves exist for these rates. */
const SHAPED_RATES_HZ = [44_100, 48_000]

/** Dithers that make sense: none for float, shaped only at 16 bit and the rates it was designed for. */
export const dithersFor = (bitDepth: BitDepth, sampleRate: number): readonly DitherOption[] => {
  if (bitDepth === '32f') return [NONE]
  if (bitDepth === '16' && SHAPED_RATES_HZ.includes(sampleRate)) return [NONE, TPDF, SHAPED]
  return [NONE, TPDF]
}

/** The wanted dither, or the nearest that the depth allows: TPDF where there is any. */
export const legalDither = (
  wanted: DitherChoice,
  bitDepth: BitDepth,
  sampleRate: number,
): DitherChoice => {
  const options = dithersFor(bitDepth, sampleRate)
  // Float needs none; coming back from it, dither is the safe choice.
  if (bitDepth === '32f') return 'none'
  if (wanted === 'none') return 'tpdf'
  return options.some(({ value }) => value === wanted) ? wanted : 'tpdf'
}

export const formatOf = (bitDepth: BitDepth): WavFormat => `wav-${bitDepth}`
