import { powerDb, type SpectralRow } from '../evidence/spectral-row'
import { type Answer, found, NOT_FOUND, notMeasured } from './answer'
import { CORRIDOR_BANDS_HZ, type CorridorKind, halfWidthDb, thirdsIn } from './corridor'
import { meanThirds, overUsualDb } from './deviations'
import type { Detectors, ExaminedFacts } from './facts'
import { heardIn } from './heard'
import { strongestPlace } from './places'
import { activeRows, loudRows, median } from './rows'

/** Outside of the corridor by less is told to nobody. */
const LEAST_OUTSIDE_DB = 2
/** … and by so much it is as sure as it gets; songs differ most at both ends of the spectrum. */
const SURE_OUTSIDE_DB: Readonly<Record<CorridorKind, number>> = {
  harshness: 3,
  mud: 2.5,
  boom: 4,
  air: 4,
  sub: 4,
}
/** Cymbals that play alone are as bright as pink noise, and nothing is wrong with them: 11 dB outside is a clean mix. */
const MOST_AIR_OUTSIDE_DB = 12
const WORST_OUTSIDE_DB = 10
/** What is inside of the corridor and by so much less than on average is without it; what is nearer is nobody's example. */
const CLEARLY_LESS_DB = 2.5
/** A matter of the sound rather than of one bar … */
const LEAST_SHARE = 0.35
/** … and what holds in less of it than this (sources: bounds) is told as unsure: nothing is proposed for it. */
const STEADY_SHARE = 0.6
const UNSTEADY = 0.8
/** Arrangement decides: never certain. */
const MOST_CERTAIN = 0.6
const FEWEST_WINDOWS = 8
/** The lowest octaves of a piece without a bass say nothing of how it was mixed: dB under the anchor. */
const ABSENT_DB = -20

/** Level of a band beside the whole spectrum, dB. */
const besideDb = ({ thirds }: SpectralRow, bands: readonly number[]): number =>
  powerDb(bands.reduce((sum, k) => sum + (thirds[k] ?? 0), 0)) -
  powerDb(thirds.reduce((sum, power) => sum + power, 0))

/** Is a band out of the corridor? Said where there is too much of it, and where told to, too little. */
const balance =
  (kind: CorridorKind, alsoTooLittle = false) =>
  ({ evidence, measured }: ExaminedFacts): Answer => {
    const rows = loudRows(evidence.rows)
    if (rows.length < FEWEST_WINDOWS) return notMeasured('too-short')
    const bandHz = CORRIDOR_BANDS_HZ[kind]
    const bands = thirdsIn(bandHz)
    const offIn = (thirds: ArrayLike<number>): number => overUsualDb(kind, thirds)
    const off = offIn(meanThirds(rows))
    const usual = halfWidthDb(kind)
    const outside = Math.abs(off) - usual
    const least = kind === 'air' && off > 0 ? MOST_AIR_OUTSIDE_DB : LEAST_OUTSIDE_DB
    if (outside < least || (off < 0 && !alsoTooLittle)) return NOT_FOUND
    if (off < ABSENT_DB) return notMeasured('too-little')
    const share =
      rows.filter(({ thirds }) => Math.sign(off) * offIn(thirds) > usual).length / rows.length
    if (share < LEAST_SHARE) return NOT_FOUND
    const degree = (0.8 * outside) / WORST_OUTSIDE_DB
    const steadiness = share < STEADY_SHARE ? UNSTEADY * share : share
    return found(degree, off, 'dB', {
      certainty: MOST_CERTAIN * steadiness * Math.min(1, outside / SURE_OUTSIDE_DB[kind]),
      bandHz,
      places: strongestPlace(rows, ({ thirds }) => Math.sign(off) * offIn(thirds), measured),
      standing: {
        usualDb: median(rows.map((row) => besideDb(row, bands))) - off,
        overDb: off,
        ...(kind === 'harshness'
          ? heardIn(activeRows(evidence.rows), measured.sampleRate, {
              isEvent: ({ thirds }) => offIn(thirds) > usual,
              isBetween: ({ thirds }) => offIn(thirds) < Math.min(usual, off - CLEARLY_LESS_DB),
              levelsDb: ({ heard }) => heard?.harshness,
            })
          : {}),
      },
    })
  }

export const BALANCE_DETECTORS = {
  harshness: balance('harshness'),
  mud: balance('mud'),
  boom: balance('boom', true),
  air: balance('air', true),
  sub: balance('sub'),
} satisfies Detectors<ExaminedFacts>
