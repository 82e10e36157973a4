import { FINGERPRINT_BANDS, type Fingerprint } from '../../analysis/fingerprint/fingerprint'
import type { MatchedModule } from '../../chain/match'
import { dbToAmplitude } from '../../core/decibels'

/** Where the stereo module's low, middle and high band meet, Hz. */
const LOW_CROSSOVER_HZ = 250
const HIGH_CROSSOVER_HZ = 4000
const BANDS_HZ = [
  [0, LOW_CROSSOVER_HZ],
  [LOW_CROSSOVER_HZ, HIGH_CROSSOVER_HZ],
  [HIGH_CROSSOVER_HZ, Number.POSITIVE_INFINITY],
] as const

/** The side's level is changed by no more than this. */
const LARGEST_DB = 3
/** Smaller differences are left as they are. */
const SMALLEST_DB = 0.25
/** A side this far below the mid is a mono band: there is nothing to widen. */
const MONO_BELOW_DB = -40

/** Side against mid in the low, middle and high band, dB; null for mono, and where nothing is. */
export const widthsDb = ({ mid, side }: Fingerprint): readonly (number | null)[] =>
  BANDS_HZ.map(([fromHz, toHz]) => {
    if (!side) return null
    const power = (levelsDb: readonly number[]): number =>
      levelsDb.reduce((sum, levelDb, band) => {
        const freqHz = FINGERPRINT_BANDS.centreHz(band)
        return freqHz >= fromHz && freqHz < toHz ? sum + 10 ** (levelDb / 10) : sum
      }, 0)
    const ratioDb = 10 * Math.log10(power(side.meanDb) / power(mid.meanDb))
    return ratioDb > MONO_BELOW_DB ? ratioDb : null
  })

/**
 * Gains of the side, dB, that bring the width of `target` to that of `reference`: within ±3 dB, 0 where either is
 * mono or nearly so. Bass is narrowed, but never widened.
 */
export const widthGainsDb = (reference: Fingerprint, target: Fingerprint): readonly number[] => {
  const wanted = widthsDb(reference)
  return widthsDb(target).map((presentDb, band) => {
    const wantedDb = wanted[band]
    if (presentDb === null || wantedDb == null) return 0
    const most = band === 0 ? 0 : LARGEST_DB
    return Math.min(most, Math.max(-LARGEST_DB, wantedDb - presentDb))
  })
}

/** The stereo module's settings for gains of the side in its three bands; null where they are too small to matter. */
export const widthSettings = (gainsDb: readonly number[]): MatchedModule | null => {
  if (gainsDb.every((gainDb) => Math.abs(gainDb) < SMALLEST_DB)) return null
  const [low = 100, middle = 100, high = 100] = gainsDb.map((gainDb) =>
    Math.round(100 * dbToAmplitude(gainDb)),
  )
  return {
    moduleId: 'stereo',
    values: {
      widthLowPercent: low,
      widthMidPercent: middle,
      widthHighPercent: high,
      lowCrossoverHz: LOW_CROSSOVER_HZ,
      highCrossoverHz: HIGH_CROSSOVER_HZ,
      guard: 'on',
    },
  }
}
