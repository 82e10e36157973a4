import { powerDb, RESONANCE_BANDS, type SpectralRow } from '../evidence/spectral-row'
import { found, NOT_FOUND, notMeasured } from './answer'
import type { Detectors, ExaminedFacts } from './facts'
import { strongestPlace } from './places'
import { loudRows, mean, median, percentile } from './rows'

/** A third of an octave on either side. */
const REACH = 8
/** Below this, bins of the transform are as wide as the bands. */
const FROM_HZ = 400
const LEAST_DB = 6
const LEAST_SHARE = 0.6
/** A key note is held for much of a song and moves with the chords; a resonance sticks out of whatever sounds: also where it does least … */
const LEAST_SHARE_OFF = 0.1
const LEAST_OFTEN_DB = 4
/** … and not by far less than usual, as where a note pauses. */
const MOST_SPREAD_DB = 10
/** … and a note has partials, a twelfth or an octave apart: so many bands away, and standing out half as much or more. */
const PARTIALS = [-48, -38, -24, 24, 38, 48] as const
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

interface Steadiness {
  /** Of the windows, those in which a band stands out. */
  readonly share: number
  /** By how much it does in nearly all of them, and in the middle one, dB. */
  readonly leastDb: number
  readonly middleDb: number
}

const steadinessOf = (rows: readonly SpectralRow[], band: number): Steadiness => {
  const levels = rows.map(({ fine }) => prominence(fine, band))
  return {
    share: levels.filter((db) => db > LEAST_DB).length / rows.length,
    leastDb: percentile(levels, LEAST_SHARE_OFF),
    middleDb: median(levels),
  }
}

/** Is a line one of several of a tone? `levels`: prominence per band. */
const hasPartials = (levels: readonly number[], band: number, db: number): boolean =>
  PARTIALS.some((away) =>
    [-1, 0, 1].some((off) => (levels[band + away + off] ?? 0) >= Math.max(LEAST_DB, db / 2)),
  )

const meanOf = (rows: readonly SpectralRow[]): readonly number[] =>
  Array.from({ length: RESONANCE_BANDS.count }, (_, k) =>
    mean(rows.map(({ fine }) => fine[k] ?? 0)),
  )

/** Level of a band and its neighbours, as wide as the filter that takes it out, beside the whole spectrum, dB. */
const besideDb = ({ fine, thirds }: SpectralRow, band: number): number =>
  powerDb([-3, -2, -1, 0, 1, 2, 3].reduce((sum, off) => sum + (fine[band + off] ?? 0), 0)) -
  powerDb(thirds.reduce((sum, power) => sum + power, 0))

export const RESONANCE_DETECTORS: Detectors<ExaminedFacts> = {
  resonance: ({ evidence, measured }) => {
    const rows = loudRows(evidence.rows)
    if (rows.length < FEWEST_WINDOWS) return notMeasured('too-short')
    const levels = prominences(meanOf(rows))
    const [worst] = levels
      .map((db, band) => ({ db, band }))
      .filter(({ db, band }) => db > LEAST_DB && RESONANCE_BANDS.centreHz(band) >= FROM_HZ)
      .filter(({ db, band }) => !hasPartials(levels, band, db))
      .map((line) => ({ ...line, ...steadinessOf(rows, line.band) }))
      .filter(({ share }) => share > LEAST_SHARE)
      .filter(({ leastDb }) => leastDb >= LEAST_OFTEN_DB)
      .filter(({ leastDb, middleDb }) => middleDb - leastDb <= MOST_SPREAD_DB)
      .toSorted((a, b) => b.db - a.db)
    if (!worst) return NOT_FOUND
    const { edgeHz, centreHz } = RESONANCE_BANDS
    return found((worst.db - LEAST_DB) / 18 + 0.1, centreHz(worst.band), 'Hz', {
      certainty: 0.5 * worst.share,
      bandHz: [edgeHz(worst.band), edgeHz(worst.band + 1)],
      places: strongestPlace(rows, ({ fine }) => prominence(fine, worst.band), measured),
      standing: {
        usualDb: median(rows.map((row) => besideDb(row, worst.band))) - worst.db,
        overDb: worst.db,
      },
    })
  },
}
