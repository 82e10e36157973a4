import { powerDb, type SpectralRow } from '../evidence/spectral-row'
import { THIRD_BANDS } from '../spectrum'
import { CORRIDOR_BANDS_HZ, type CorridorKind, thirdsIn, usualLevelDb } from './corridor'
import { mean } from './rows'

/** Levels are compared where they differ least between songs. */
const ANCHOR = thirdsIn([200, 4000])

/** How far a part of a spectrum is over its usual level beside the middle, dB. `thirds`: powers per third octave. */
export const overUsualDb = (kind: CorridorKind, thirds: ArrayLike<number>): number => {
  const raw = (k: number): number => powerDb(thirds[k] ?? 0) - usualLevelDb(k)
  const anchorDb = mean(ANCHOR.map(raw))
  return mean(thirdsIn(CORRIDOR_BANDS_HZ[kind]).map(raw)) - anchorDb
}

/** Mean power per third octave of these windows. */
export const meanThirds = (rows: readonly SpectralRow[]): Float64Array =>
  Float64Array.from({ length: THIRD_BANDS.count }, (_, k) =>
    mean(rows.map(({ thirds }) => thirds[k] ?? 0)),
  )
