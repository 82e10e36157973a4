import { FINGERPRINT_BANDS, type Fingerprint } from '../../analysis/fingerprint/fingerprint'
import type { WeightedReference } from './match-references'
import { weightedMiddle } from './weighted-middle'

/** A part of the spectrum, and how far a track stands over (+) or under (−) its references there. */
export interface RegionDifference {
  readonly region: RegionId
  readonly differenceDb: number
}

export interface ToneDifference {
  /** Mean of the absolute differences in third octaves, dB. */
  readonly meanDb: number
  readonly regions: readonly RegionDifference[]
}

const REGIONS = [
  ['sub', 40, 80],
  ['bass', 80, 200],
  ['low-mids', 200, 500],
  ['mids', 500, 2000],
  ['presence', 2000, 6000],
  ['air', 6000, 16_000],
] as const

export type RegionId = (typeof REGIONS)[number][0]

const LOWEST_HZ = 40
const HIGHEST_HZ = 16_000

/**
 * How far the tone of `track` is from its references: third octaves of the mid from 40 Hz to 16 kHz, the mean taken out,
 * for level is no part of tone. What lies above where either sound ends does not count. null without references.
 */
export const toneDifference = (
  references: readonly WeightedReference[],
  track: Fingerprint,
): ToneDifference | null => {
  const counted = references.filter(({ weightPercent }) => weightPercent > 0)
  if (counted.length === 0) return null
  const weights = counted.map(({ weightPercent }) => weightPercent)
  const highestHz = Math.min(
    HIGHEST_HZ,
    track.bandwidthHz,
    ...counted.map(({ fingerprint }) => fingerprint.bandwidthHz),
  )
  const own = thirdsDb(track)
  const others = counted.map(({ fingerprint }) => thirdsDb(fingerprint))
  const bands = own.flatMap(({ freqHz, levelDb: ownDb }, band) => {
    if (freqHz < LOWEST_HZ || freqHz > highestHz) return []
    const differences = others.map((thirds) => ownDb - (thirds[band]?.levelDb ?? ownDb))
    return [{ freqHz, differenceDb: weightedMiddle(differences, weights) }]
  })
  const levelDb = mean(bands.map(({ differenceDb }) => differenceDb))
  const levelled = bands.map(({ freqHz, differenceDb }) => ({
    freqHz,
    differenceDb: differenceDb - levelDb,
  }))
  return {
    meanDb: mean(levelled.map(({ differenceDb }) => Math.abs(differenceDb))),
    regions: REGIONS.flatMap(([region, fromHz, toHz]) => {
      const inside = levelled.filter(({ freqHz }) => freqHz >= fromHz && freqHz < toHz)
      if (inside.length === 0) return []
      return [{ region, differenceDb: mean(inside.map(({ differenceDb }) => differenceDb)) }]
    }),
  }
}

/** Two sixths of an octave make a third. */
const thirdsDb = ({ mid }: Fingerprint) =>
  Array.from({ length: FINGERPRINT_BANDS.count / 2 }, (_, third) => ({
    freqHz: FINGERPRINT_BANDS.edgeHz(2 * third + 1),
    levelDb: powerSumDb(mid.meanDb[2 * third] ?? 0, mid.meanDb[2 * third + 1] ?? 0),
  }))

const powerSumDb = (a: number, b: number): number =>
  10 * Math.log10(10 ** (a / 10) + 10 ** (b / 10))
const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
