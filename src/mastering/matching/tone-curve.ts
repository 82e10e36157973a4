import { FINGERPRINT_BANDS, type Fingerprint } from '../../analysis/fingerprint/fingerprint'

/** A wanted change of tone, per band of the fingerprint. */
export interface ToneCurve {
  readonly freqsHz: readonly number[]
  readonly gainsDb: readonly number[]
  /** 0…1: how much a band is worth hitting. */
  readonly weights: readonly number[]
}

/** Level is no part of tone: the mean over these frequencies is taken out. */
const LEVEL_FROM_HZ = 100
const LEVEL_TO_HZ = 8000
/** Bands further below the loudest one say little about taste. */
const RELIABLE_WITHIN_DB = 50
/** … and fade out over this. */
const FADE_DB = 10
/** Smoothed over a third of an octave below, a sixth above. */
const WIDE_BELOW_HZ = 200
const LARGEST_DB = 6
/** At both ends of the spectrum there is less certainty and more harm. */
const LARGEST_AT_ENDS_DB = 3
/** Who asks for more than matching starts with asks for more than taste: from there the bounds open … */
const OPENS_FROM = 0.7
/** … by this much, until all the way is all the way. */
const OPENED_DB = 9
const LOW_END_HZ = 60
/** Lower than this is rumble more often than tone: there the bounds stay. */
const FELT_BELOW_HZ = 35
const HIGH_END_HZ = 12_000

/**
 * What brings the tone of `target` to that of `reference`: reference − target in dB, smoothed,
 * without level, bounded, times `amount` (0…1). Outside what both really contain it fades to 0, so that the wall of
 * a lossy file is never copied; only a cut goes on to the top, and a lift where it is the track that ends. A track matched to
 * itself gives 0 throughout.
 */
export const toneCurve = (
  reference: Fingerprint,
  target: Fingerprint,
  amount: number,
): ToneCurve => {
  const freqsHz = Array.from({ length: FINGERPRINT_BANDS.count }, (_, band) =>
    FINGERPRINT_BANDS.centreHz(band),
  )
  const wanted = smoothed(reference.mid.meanDb, freqsHz)
  const present = smoothed(target.mid.meanDb, freqsHz)
  const weights = freqsHz.map((freqHz, band) =>
    Math.min(
      reliability(reference, wanted, freqHz, band),
      reliability(target, present, freqHz, band),
    ),
  )
  const differences = freqsHz.map((_, band) => (wanted[band] ?? 0) - (present[band] ?? 0))
  const levelDb = weightedMean(
    differences,
    weights.map((weight, band) => (isLevelBand(freqsHz[band] ?? 0) ? weight : 0)),
  )
  const gainsDb = differences.map((difference, band) => {
    const most = largestDb(freqsHz[band] ?? 0, amount)
    const bounded = Math.min(most, Math.max(-most, difference - levelDb))
    return bounded * (weights[band] ?? 0) * amount
  })
  const endsFirst = target.bandwidthHz < reference.bandwidthHz
  return { freqsHz, gainsDb: withEndHeld(gainsDb, weights, endsFirst), weights }
}

const largestDb = (freqHz: number, amount: number): number => {
  if (freqHz < FELT_BELOW_HZ) return LARGEST_AT_ENDS_DB
  const isEnd = freqHz < LOW_END_HZ || freqHz > HIGH_END_HZ
  const opened = (OPENED_DB * Math.max(0, amount - OPENS_FROM)) / (1 - OPENS_FROM)
  return (isEnd ? LARGEST_AT_ENDS_DB : LARGEST_DB) + opened
}

/**
 * Above the highest band that both contain a cut stays what it is there: hiss that came back would stand out. A lift does where
 * the track ends first: what is left above its wall keeps its place under the rest, and no curve falls off a cliff.
 */
const withEndHeld = (
  gainsDb: readonly number[],
  weights: readonly number[],
  endsFirst: boolean,
): readonly number[] => {
  const top = weights.findLastIndex((weight) => weight >= 1)
  const topDb = gainsDb[top] ?? 0
  if (endsFirst && topDb > 0) return gainsDb.map((gainDb, band) => (band > top ? topDb : gainDb))
  const cutDb = Math.min(0, topDb)
  return gainsDb.map((gainDb, band) => (band > top ? Math.min(gainDb, cutDb) : gainDb))
}

const isLevelBand = (freqHz: number): boolean => freqHz >= LEVEL_FROM_HZ && freqHz <= LEVEL_TO_HZ

/** Power averages over three bands below 200 Hz (with half weight outside), as it is above. */
const smoothed = (levelsDb: readonly number[], freqsHz: readonly number[]): readonly number[] =>
  levelsDb.map((levelDb, band) => {
    if ((freqsHz[band] ?? 0) >= WIDE_BELOW_HZ) return levelDb
    const power = (index: number) => 10 ** ((levelsDb[index] ?? levelDb) / 10)
    return 10 * Math.log10((power(band - 1) + 2 * power(band) + power(band + 1)) / 4)
  })

const reliability = (
  { bandwidthHz }: Fingerprint,
  levelsDb: readonly number[],
  freqHz: number,
  band: number,
): number => {
  if (FINGERPRINT_BANDS.edgeHz(band + 1) > bandwidthHz * 1.001) return 0
  if (freqHz > bandwidthHz) return 0
  const belowDb = Math.max(...levelsDb) - (levelsDb[band] ?? 0)
  return Math.min(1, Math.max(0, (RELIABLE_WITHIN_DB + FADE_DB - belowDb) / FADE_DB))
}

const weightedMean = (values: readonly number[], weights: readonly number[]): number => {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  if (sum === 0) return 0
  return values.reduce((total, value, at) => total + value * (weights[at] ?? 0), 0) / sum
}
