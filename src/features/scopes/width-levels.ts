import { FINGERPRINT_BANDS, type Fingerprint } from '../../analysis/fingerprint/fingerprint'

/** Two sixths of an octave in one. */
const PER_BAND = 2
/** Third octaves of {@link widthLevels}. */
export const WIDTH_BANDS = FINGERPRINT_BANDS.count / PER_BAND
/** Narrower counts as mono. */
export const NARROWEST_DB = -40
/** A mid weaker than this below the strongest band says nothing of the width. */
const AUDIBLE_WITHIN_DB = 70

/** Middle of a third octave, Hz. */
export const widthBandHz = (band: number): number => FINGERPRINT_BANDS.edgeHz(PER_BAND * band + 1)

/**
 * Side against mid in third octaves, dB, −40 at least; NaN where there is next to nothing to hear. All −40 for mono.
 */
export const widthLevels = ({ mid, side }: Fingerprint): readonly number[] => {
  const power = (levelsDb: readonly number[], band: number): number =>
    10 ** ((levelsDb[PER_BAND * band] ?? 0) / 10) +
    10 ** ((levelsDb[PER_BAND * band + 1] ?? 0) / 10)
  const loudestDb = Math.max(...mid.meanDb, ...(side?.meanDb ?? []))
  return Array.from({ length: WIDTH_BANDS }, (_, band) => {
    const [middle, edge] = [power(mid.meanDb, band), side ? power(side.meanDb, band) : 0]
    if (10 * Math.log10(middle + edge) < loudestDb - AUDIBLE_WITHIN_DB) return Number.NaN
    return Math.max(NARROWEST_DB, 10 * Math.log10(edge / middle))
  })
}
