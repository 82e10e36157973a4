import type { DitherName } from '../codec/write/audio-writer'
import { canShape, type Depth, DITHER_NAMES } from '../codec/write/sample-depth'
import { HIGHEST_RATE_HZ, LOWEST_RATE_HZ } from '../core/sample-rates'
import { FORMATS, type FormatId, formatOf, isFormatId } from './formats/registry'

/** Who encodes a format that the system may have an encoder of, too. */
export const ENCODERS = ['built-in', 'system'] as const
export type EncoderChoice = (typeof ENCODERS)[number]

/** How a master is delivered: what the dialog asks for and remembers. */
export interface DeliverySettings {
  readonly format: FormatId
  /** Of a lossless format; kept while another one is chosen. */
  readonly depth: Depth
  /** Of a lossy format; one of its own, else it is as if its first were chosen. */
  readonly quality: string
  /** Of a format that offers one; kept while another one is chosen. */
  readonly encoder: EncoderChoice
  readonly dither: DitherName
  /** Whether digital silence is written without dither. */
  readonly blankSilence: boolean
  /** Hz; 'source' and the source's own rate are the finished master, another is landed anew. */
  readonly sampleRate: number | 'source'
  /** Whether what a lossy codec makes of the master must stay under the ceiling. */
  readonly holdCeiling: boolean
  /** Whether the file tells players how much to turn it up or down. */
  readonly replayGain: boolean
}

export const DEFAULT_DELIVERY: DeliverySettings = {
  format: FORMATS[0].id,
  depth: '24',
  quality: '',
  encoder: 'built-in',
  dither: 'tpdf',
  blankSilence: true,
  sampleRate: 'source',
  holdCeiling: false,
  replayGain: false,
}

/** Rates that a track can be delivered at, whatever its own. */
export const DELIVERY_RATE_HZ = { min: LOWEST_RATE_HZ, max: HIGHEST_RATE_HZ } as const

/** Does this format leave out what is hard to hear? */
export const isLossy = (format: FormatId): boolean => formatOf(format).depths.length === 0

/** Dithers that make sense: none for float and lossy formats, shaped ones only where they were designed for (Hz). */
export const dithersFor = (
  { format, depth }: Pick<DeliverySettings, 'format' | 'depth'>,
  sampleRate: number,
): readonly DitherName[] => {
  if (isLossy(format) || depth === '32f') return ['none']
  return canShape(depth, sampleRate) ? DITHER_NAMES : ['none', 'tpdf']
}

/** The dither to begin with: the gentlest shaping at 16 bit where it exists, TPDF for other integers, else none. */
export const defaultDither = (
  settings: Pick<DeliverySettings, 'format' | 'depth'>,
  sampleRate: number,
): DitherName => {
  const offered = dithersFor(settings, sampleRate)
  if (offered.includes('wannamakerF3')) return 'wannamakerF3'
  return offered.includes('tpdf') ? 'tpdf' : 'none'
}

/** The quality that is written: the wanted one where the format has it, else its first; a lossless format has none. */
export const qualityOf = ({
  format,
  quality,
}: Pick<DeliverySettings, 'format' | 'quality'>): string => {
  const { qualities } = formatOf(format)
  const isOffered = qualities.some(({ value }) => value === quality)
  return isOffered ? quality : (qualities[0]?.value ?? quality)
}

/** Rates (Hz) that a format takes of those that a source can be delivered at. */
export const ratesFor = (format: FormatId, ratesHz: readonly number[]): readonly number[] => {
  const held = formatOf(format).ratesHz
  return held ? ratesHz.filter((rate) => held.includes(rate)) : ratesHz
}

/** The rate of the file, Hz. */
export const fileRate = (
  { sampleRate }: Pick<DeliverySettings, 'sampleRate'>,
  sourceRate: number,
): number => (sampleRate === 'source' ? sourceRate : sampleRate)

/**
 * The settings after a change, for a source of this rate that can be delivered at `ratesHz`: what the format does not
 * offer becomes what it offers first, a rate that it cannot hold the nearest above it that it can; a dither that was
 * the default, or is none that the new depth and rate allow, becomes their default.
 */
export const settle = (
  before: DeliverySettings,
  change: Partial<DeliverySettings>,
  sourceRate: number,
  ratesHz: readonly number[],
): DeliverySettings => {
  const wanted = { ...before, ...change }
  const format = formatOf(wanted.format)
  const depth = format.depths.includes(wanted.depth)
    ? wanted.depth
    : (format.depths.find((one) => one === '24') ?? wanted.depth)
  const quality = qualityOf(wanted)
  const sampleRate = settledRate(wanted, sourceRate, ratesHz)
  const settled = { ...wanted, depth, quality, sampleRate }
  if (isLossy(settled.format)) return settled
  const rate = fileRate(settled, sourceRate)
  const wasDefault = before.dither === defaultDither(before, fileRate(before, sourceRate))
  const chosen = change.dither !== undefined || !wasDefault
  const legal = dithersFor(settled, rate).includes(settled.dither)
  return { ...settled, dither: chosen && legal ? settled.dither : defaultDither(settled, rate) }
}

const settledRate = (
  wanted: DeliverySettings,
  sourceRate: number,
  ratesHz: readonly number[],
): number | 'source' => {
  const offered = ratesFor(wanted.format, ratesHz)
  const rate = fileRate(wanted, sourceRate)
  if (rate === sourceRate && holdsRate(wanted.format, sourceRate)) return 'source'
  if (offered.includes(rate)) return rate
  if (holdsRate(wanted.format, sourceRate)) return 'source'
  return offered.find((one) => one >= rate) ?? offered.at(-1) ?? 'source'
}

/** Whether a format can hold the source's own rate (Hz). */
export const holdsRate = (format: FormatId, rate: number): boolean =>
  formatOf(format).ratesHz?.includes(rate) ?? true

/** Settings from stored data: parts that are missing or not legal are the default's; undefined where it is none. */
export const parseDeliverySettings = (raw: unknown): DeliverySettings | undefined => {
  if (typeof raw !== 'object' || raw === null) return undefined
  const {
    format,
    depth,
    quality,
    encoder,
    dither,
    blankSilence,
    sampleRate,
    holdCeiling,
    replayGain,
  } = raw as Partial<Record<keyof DeliverySettings, unknown>>
  const rate = Number(sampleRate)
  return {
    format: isFormatId(format) ? format : DEFAULT_DELIVERY.format,
    depth: DEPTHS.find((one) => one === depth) ?? DEFAULT_DELIVERY.depth,
    quality: typeof quality === 'string' ? quality : DEFAULT_DELIVERY.quality,
    encoder: ENCODERS.find((one) => one === encoder) ?? DEFAULT_DELIVERY.encoder,
    dither: DITHER_NAMES.find((one) => one === dither) ?? DEFAULT_DELIVERY.dither,
    blankSilence: blankSilence !== false,
    sampleRate: Number.isInteger(rate) && rate > 0 ? rate : DEFAULT_DELIVERY.sampleRate,
    holdCeiling: holdCeiling === true,
    replayGain: replayGain === true,
  }
}

const DEPTHS: readonly Depth[] = ['16', '24', '32f']
