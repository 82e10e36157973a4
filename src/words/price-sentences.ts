import type { GradedPoint, LoudnessPrice } from '../mastering/price/loudness-price'
import { damageWords } from './damage-words'
import { formatNumber } from './format'

/** A service that plays at a level of its own. */
export interface PlaybackLevel {
  readonly label: string
  /** LUFS */
  readonly targetLufs: number
}

/** A reference on the curve. */
export interface ReferenceLoudness {
  readonly name: string
  readonly lufs: number
}

/** Less than this nobody hears, dB. */
const INAUDIBLE_DB = 0.1

/** What a target costs: what is limited, what is left of the peaks, and how audible that is. */
export const pricePointSentence = (point: GradedPoint): string => {
  const {
    targetLufs,
    integratedLufs,
    averageReductionDb,
    maximumReductionDb,
    peakToLoudnessLu,
    deepestCancelledDb,
    grade,
  } = point
  const cutDb = deepestCancelledDb ?? 0
  const works = [
    ...(cutDb < INAUDIBLE_DB ? [] : [`peaks cut by up to ${formatNumber(cutDb, 1)} dB`]),
    ...(maximumReductionDb < INAUDIBLE_DB
      ? []
      : [
          `turned down ${formatNumber(maximumReductionDb, 1)} dB at peaks, ${formatNumber(averageReductionDb, 1)} dB on average`,
        ]),
  ]
  const nothing =
    deepestCancelledDb === null ? 'nothing turned down by the limiter' : 'nothing turned down'
  const limiting = works.join(', ') || nothing
  const short = targetLufs - integratedLufs
  const reach =
    short < INAUDIBLE_DB ? '' : ` cannot be reached, ${formatNumber(integratedLufs, 1)} at most`
  const damage = grade === null ? '' : `; damage ${formatNumber(grade, 1)}, ${damageWords(grade)}`
  return `${formatNumber(targetLufs, 1)} LUFS${reach}: ${limiting}, ${formatNumber(peakToLoudnessLu, 1)} LU from loudness to peak${damage}.`
}

/** The services that turn a master of this loudness down, by how much, the most first. */
export const turnedDownSentence = (lufs: number, services: readonly PlaybackLevel[]): string => {
  const amounts = new Map<string, string[]>()
  const lowered = services.filter(({ targetLufs }) => lufs - targetLufs >= INAUDIBLE_DB)
  for (const { label, targetLufs } of lowered.toSorted((a, b) => a.targetLufs - b.targetLufs)) {
    const db = formatNumber(lufs - targetLufs, 1)
    amounts.set(db, [...(amounts.get(db) ?? []), label])
  }
  if (amounts.size === 0) return 'No service turns that down.'
  const parts = [...amounts].map(([db, labels]) => `${labels.join(', ')} by ${db} dB`)
  return `Turned down by ${parts.join('; ')}.`
}

/** What there is in the way of a free lunch. */
export const inaudibleSentence = ({ inaudibleLufs, freeLufs }: LoudnessPrice): string => {
  if (freeLufs === null) return ''
  if (inaudibleLufs === null)
    return `Up to ${formatNumber(freeLufs, 1)} LUFS level alone gets there.`
  return `${formatNumber(inaudibleLufs, 1)} LUFS is the loudest that costs nothing audible.`
}

/** Where the references lie; empty without any. */
export const referencesSentence = (references: readonly ReferenceLoudness[]): string =>
  references.map(({ name, lufs }) => `${name} is at ${formatNumber(lufs, 1)} LUFS.`).join(' ')

/** Where there is no curve. */
export const NO_PRICE =
  'Loudness could not be measured: the file is silent, or shorter than 400 ms.'

/** The curve for those who do not see it. */
export const priceSummary = (price: LoudnessPrice, services: readonly PlaybackLevel[]): string => {
  const [first] = price.points
  const last = price.points.at(-1)
  if (!first || !last) return NO_PRICE
  const levels = services
    .toSorted((a, b) => a.targetLufs - b.targetLufs)
    .map(({ label, targetLufs }) => `${label} from ${formatNumber(targetLufs, 0)}`)
  return [
    inaudibleSentence(price),
    ...price.points.filter((_, index) => index % 2 === 0).map(pricePointSentence),
    `Turned down by ${levels.join(', ')} LUFS.`,
  ].join(' ')
}
