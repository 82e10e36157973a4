import { powerDb, RESONANCE_BANDS, type SpectralRow } from '../evidence/spectral-row'
import { mean, median, percentile } from './rows'

/** A third of an octave on either side. */
const REACH = 8
/** Below this, bins of the transform are as wide as the bands. */
const FROM_HZ = 400
/** A band that stands out by less is told to nobody. */
export const LEAST_LINE_DB = 6
const LEAST_SHARE = 0.6
/** A key note is held for much of a song and moves with the chords; a resonance sticks out of whatever sounds: also where it does least … */
const LEAST_SHARE_OFF = 0.1
const LEAST_OFTEN_DB = 4
/** … and not by far less than usual, as where a note pauses. */
const MOST_SPREAD_DB = 10
/** … and a note has partials, a twelfth or an octave apart: so many bands away, standing out half as much or more … */
const PARTIALS = [-48, -38, -24, 24, 38, 48] as const
/** … in half of the windows in which it does: what only other notes share with it is none of its partials. */
const PARTIAL_SHARE = 0.5

/** A line that sticks out of whatever sounds. */
export interface ResonantLine {
  /** Of RESONANCE_BANDS. */
  readonly band: number
  /** Over the third octaves around it, on average. */
  readonly db: number
  /** Of the windows, those in which it stands out. */
  readonly share: number
}

/** A band of a window over the median of the third octaves around it, dB. */
export const prominenceDb = (fine: ArrayLike<number>, band: number): number => {
  const from = Math.max(0, band - REACH)
  const to = Math.min(fine.length, band + REACH + 1)
  const around = Array.from({ length: to - from }, (_, k) => fine[from + k] ?? 0)
  return powerDb(fine[band] ?? 0) - powerDb(median(around))
}

/** The strongest of what rings in these windows; undefined where nothing does, and of no windows. */
export const resonantLine = (rows: readonly SpectralRow[]): ResonantLine | undefined => {
  const average = meanOf(rows)
  const levels = average.map((_, band) => prominenceDb(average, band))
  return levels
    .map((db, band) => ({ db, band }))
    .filter(({ db, band }) => db > LEAST_LINE_DB && RESONANCE_BANDS.centreHz(band) >= FROM_HZ)
    .map((line) => ({ ...line, ...steadinessOf(rows, line.band) }))
    .filter(({ share }) => share > LEAST_SHARE)
    .filter(({ leastDb }) => leastDb >= LEAST_OFTEN_DB)
    .filter(({ leastDb, middleDb }) => middleDb - leastDb <= MOST_SPREAD_DB)
    .filter((line) => !hasPartials(rows, levels, line))
    .toSorted((a, b) => b.db - a.db)[0]
}

interface Steadiness {
  readonly share: number
  /** By how much it stands out in nearly all windows, and in the middle one, dB. */
  readonly leastDb: number
  readonly middleDb: number
}

const steadinessOf = (rows: readonly SpectralRow[], band: number): Steadiness => {
  const levels = rows.map(({ fine }) => prominenceDb(fine, band))
  return {
    share: levels.filter((db) => db > LEAST_LINE_DB).length / rows.length,
    leastDb: percentile(levels, LEAST_SHARE_OFF),
    middleDb: median(levels),
  }
}

/** Is a line one of several of a tone? `levels`: prominence per band, on average. */
const hasPartials = (
  rows: readonly SpectralRow[],
  levels: readonly number[],
  { band, db, share }: ResonantLine,
): boolean =>
  PARTIALS.some((away) =>
    [-1, 0, 1]
      .map((off) => band + away + off)
      .filter((at) => (levels[at] ?? 0) >= Math.max(LEAST_LINE_DB, db / 2))
      .some((at) => steadinessOf(rows, at).share >= PARTIAL_SHARE * share),
  )

const meanOf = (rows: readonly SpectralRow[]): readonly number[] =>
  Array.from({ length: RESONANCE_BANDS.count }, (_, k) =>
    mean(rows.map(({ fine }) => fine[k] ?? 0)),
  )
