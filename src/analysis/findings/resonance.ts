import { powerDb, RESONANCE_BANDS, type SpectralRow } from '../evidence/spectral-row'
import { found, NOT_FOUND, notMeasured } from './answer'
import type { Detectors, ExaminedFacts } from './facts'
import { loudRows, mean, median } from './rows'

/** A third of an octave on either side. */
const REACH = 8
/** Below this, bins of the transform are as wide as the bands. */
const FROM_HZ = 400
const LEAST_DB = 6
/** A key note is held for much of a song, a resonance always. */
const LEAST_SHARE = 0.85
const FEWEST_WINDOWS = 12

/** A band over the median of the third octaves around it, dB. */
const prominence = (fine: ArrayLike<number>, band: number): number => {
  const from = Math.max(0, band - REACH)
  const to = Math.min(fine.length, band + REACH + 1)
  const around = Array.from({ length: to - from }, (_, k) => fine[from + k] ?? 0)
  return powerDb(fine[band] ?? 0) - powerDb(median(around))
}

const prominences = (fine: ArrayLike<number>): readonly number[] =>
  Array.from(fine, (_, band) => prominence(fine, band))

/** Of the windows, those in which a band stands out. */
const shareOf = (rows: readonly SpectralRow[], band: number): number =>
  rows.filter(({ fine }) => prominence(fine, band) > LEAST_DB).length / rows.length

const meanOf = (rows: readonly SpectralRow[]): readonly number[] =>
  Array.from({ length: RESONANCE_BANDS.count }, (_, k) =>
    mean(rows.map(({ fine }) => fine[k] ?? 0)),
  )

export const RESONANCE_DETECTORS: Detectors<ExaminedFacts> = {
  resonance: ({ evidence }) => {
    const rows = loudRows(evidence.rows)
    if (rows.length < FEWEST_WINDOWS) return notMeasured('too-short')
    const [worst] = prominences(meanOf(rows))
      .map((db, band) => ({ db, band }))
      .filter(({ db, band }) => db > LEAST_DB && RESONANCE_BANDS.centreHz(band) >= FROM_HZ)
      .map((line) => ({ ...line, share: shareOf(rows, line.band) }))
      .filter(({ share }) => share > LEAST_SHARE)
      .toSorted((a, b) => b.db - a.db)
    if (!worst) return NOT_FOUND
    const { edgeHz, centreHz } = RESONANCE_BANDS
    return found((worst.db - LEAST_DB) / 18 + 0.1, centreHz(worst.band), 'Hz', {
      certainty: 0.5 * worst.share,
      bandHz: [edgeHz(worst.band), edgeHz(worst.band + 1)],
    })
  },
}
