import { powerDb, type SpectralRow } from '../evidence/spectral-row'
import { THIRD_BANDS } from '../spectrum'
import { type Answer, found, NOT_FOUND, notMeasured } from './answer'
import type { Detectors, ExaminedFacts } from './facts'
import type { BandHz } from './finding'
import { loudRows, mean } from './rows'

/**
 * Third-octave levels of popular music, dB beside 1 kHz: the mean slope of 12 345 tracks (Elowsson & Friberg, 2017),
 * −2.350 − 1.3177·log2(f / 200 Hz) dB an octave of power density, integrated.
 */
const LEVELS: readonly (readonly [hz: number, db: number])[] = [
  [25, -6],
  [31.5, -4.3],
  [63, -0.9],
  [125, 1.3],
  [250, 2.2],
  [500, 1.7],
  [1000, 0],
  [2000, -3.1],
  [4000, -7.4],
  [8000, -13.1],
  [12_500, -17.5],
  [16_000, -20.1],
  [20_000, -22.5],
]
/** How far from it music still is usual. */
const TOLERANCES: readonly (readonly [hz: number, db: number])[] = [
  [25, 9],
  [60, 6],
  [200, 3],
  [4000, 3],
  [12_000, 6],
  [20_000, 8],
]
/** Levels are compared where they differ least between songs. */
const ANCHOR_HZ: BandHz = [200, 4000]
/** Outside of the corridor by less is told to nobody. */
const LEAST_OUTSIDE_DB = 2
const WORST_OUTSIDE_DB = 10
/** A matter of the sound rather than of one bar. */
const LEAST_SHARE = 0.6
/** Arrangement decides: never certain. */
const MOST_CERTAIN = 0.6
const FEWEST_WINDOWS = 8

/** On a logarithmic scale of frequency, held at its ends. */
const interpolated = (table: readonly (readonly [number, number])[], hz: number): number => {
  const above = table.findIndex(([at]) => at >= hz)
  const high = table[above]
  const low = table[above - 1]
  if (!high) return table.at(-1)?.[1] ?? 0
  if (!low) return high[1]
  const share = Math.log2(hz / low[0]) / Math.log2(high[0] / low[0])
  return low[1] + share * (high[1] - low[1])
}

/** Third octaves within a band, by their centres. */
const thirdsIn = ([low, high]: BandHz): readonly number[] =>
  Array.from({ length: THIRD_BANDS.count }, (_, k) => k).filter(
    (k) => THIRD_BANDS.centreHz(k) >= low && THIRD_BANDS.centreHz(k) <= high,
  )

/** dB over the usual level, per third octave. */
const deviations = (thirds: ArrayLike<number>): readonly number[] => {
  const raw = Array.from(
    { length: THIRD_BANDS.count },
    (_, k) => powerDb(thirds[k] ?? 0) - interpolated(LEVELS, THIRD_BANDS.centreHz(k)),
  )
  const anchor = mean(thirdsIn(ANCHOR_HZ).map((k) => raw[k] ?? 0))
  return raw.map((db) => db - anchor)
}

const meanThirds = (rows: readonly SpectralRow[]): Float64Array =>
  Float64Array.from({ length: THIRD_BANDS.count }, (_, k) =>
    mean(rows.map(({ thirds }) => thirds[k] ?? 0)),
  )

/** Is a band out of the corridor? `most`, `least`: the directions that matter. */
const balance =
  (bandHz: BandHz, tooMuch: boolean, tooLittle: boolean) =>
  ({ evidence }: ExaminedFacts): Answer => {
    const rows = loudRows(evidence.rows)
    if (rows.length < FEWEST_WINDOWS) return notMeasured('too-short')
    const bands = thirdsIn(bandHz)
    const offIn = (thirds: ArrayLike<number>): number => {
      const off = deviations(thirds)
      return mean(bands.map((k) => off[k] ?? 0))
    }
    const off = offIn(meanThirds(rows))
    const usual = mean(bands.map((k) => interpolated(TOLERANCES, THIRD_BANDS.centreHz(k))))
    const outside = Math.abs(off) - usual
    if (outside < LEAST_OUTSIDE_DB || !(off > 0 ? tooMuch : tooLittle)) return NOT_FOUND
    const share =
      rows.filter(({ thirds }) => Math.sign(off) * offIn(thirds) > usual).length / rows.length
    if (share < LEAST_SHARE) return NOT_FOUND
    const degree = (0.8 * outside) / WORST_OUTSIDE_DB
    return found(degree, off, 'dB', { certainty: MOST_CERTAIN * share, bandHz })
  }

export const BALANCE_DETECTORS: Detectors<ExaminedFacts> = {
  harshness: balance([2000, 5100], true, false),
  mud: balance([200, 400], true, false),
  boom: balance([80, 160], true, true),
  air: balance([10_000, 16_500], true, true),
  sub: balance([25, 51], true, false),
}
