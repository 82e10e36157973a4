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

/** Each band over the median of the third octaves around it, dB. */
const prominences = (fine: ArrayLike<number>): readonly number[] => {
  const db = Array.from(fine, powerDb)
  return db.map((level, k) => level - median(db.slice(Math.max(0, k - REACH), k + REACH + 1)))
}

const meanOf = (rows: readonly SpectralRow[]): readonly number[] =>
  Array.from({ length: RESONANCE_BANDS.count }, (_, k) =>
    mean(rows.map(({ fine }) => fine[k] ?? 0)),
  )

export const RESONANCE_DETECTORS: Detectors<ExaminedFacts> = {
  resonance: ({ evidence }) => {
    const rows = loudRows(evidence.rows)
    if (rows.length < FEWEST_WINDOWS) return notMeasured('too-short')
    const overall = prominences(meanOf(rows))
    const each = rows.map(({ fine }) => prominences(fine))
    const [worst] = overall
      .map((db, band) => ({
        db,
        band,
        share: each.filter((window) => (window[band] ?? 0) > LEAST_DB).length / rows.length,
      }))
      .filter(({ band }) => RESONANCE_BANDS.centreHz(band) >= FROM_HZ)
      .filter(({ db, share }) => db > LEAST_DB && share > LEAST_SHARE)
      .toSorted((a, b) => b.db - a.db)
    if (!worst) return NOT_FOUND
    const { edgeHz, centreHz } = RESONANCE_BANDS
    return found((worst.db - LEAST_DB) / 18 + 0.1, centreHz(worst.band), 'Hz', {
      certainty: 0.5 * worst.share,
      bandHz: [edgeHz(worst.band), edgeHz(worst.band + 1)],
    })
  },
}
