import { powerDb, RESONANCE_BANDS, type SpectralRow } from '../evidence/spectral-row'
import { found, NOT_FOUND, notMeasured } from './answer'
import type { Detectors, ExaminedFacts } from './facts'
import { heardIn } from './heard'
import { strongestPlace } from './places'
import { LEAST_LINE_DB, prominenceDb, resonantLine } from './resonant-line'
import { activeRows, loudRows, median } from './rows'

const FEWEST_WINDOWS = 12
/** A window in which the line stands out by less is as without it. */
const ABSENT_DB = 3

/** Level of a band and its neighbours, as wide as the filter that takes it out, beside the whole spectrum, dB. */
const besideDb = ({ fine, thirds }: SpectralRow, band: number): number =>
  powerDb([-3, -2, -1, 0, 1, 2, 3].reduce((sum, off) => sum + (fine[band + off] ?? 0), 0)) -
  powerDb(thirds.reduce((sum, power) => sum + power, 0))

export const RESONANCE_DETECTORS = {
  resonance: ({ evidence, measured }) => {
    const rows = loudRows(evidence.rows)
    if (rows.length < FEWEST_WINDOWS) return notMeasured('too-short')
    const line = resonantLine(rows)
    if (!line) return NOT_FOUND
    const { edgeHz, centreHz } = RESONANCE_BANDS
    const overDb = (row: SpectralRow): number => prominenceDb(row.fine, line.band)
    return found((line.db - LEAST_LINE_DB) / 18 + 0.1, centreHz(line.band), 'Hz', {
      certainty: 0.5 * line.share,
      bandHz: [edgeHz(line.band), edgeHz(line.band + 1)],
      places: strongestPlace(rows, overDb, measured),
      standing: {
        usualDb: median(rows.map((row) => besideDb(row, line.band))) - line.db,
        overDb: line.db,
        ...heardIn(activeRows(evidence.rows), measured.sampleRate, {
          isEvent: (row) => overDb(row) > LEAST_LINE_DB,
          isBetween: (row) => overDb(row) < ABSENT_DB,
          levelsDb: ({ heard }) =>
            Math.abs((heard?.resonance?.band ?? Number.NaN) - line.band) <= 1
              ? heard?.resonance?.levelsDb
              : undefined,
        }),
      },
    })
  },
} satisfies Detectors<ExaminedFacts>
