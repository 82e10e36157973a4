import { THIRD_BANDS } from '../spectrum'
import type { BandHz } from './answer'
import { mean } from './rows'

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

/** Parts of the spectrum that are held against the corridor. */
export const CORRIDOR_BANDS_HZ = {
  harshness: [1990, 5020],
  mud: [200, 400],
  boom: [80, 160],
  air: [10_000, 16_500],
  sub: [25, 50.2],
} as const satisfies Readonly<Record<string, BandHz>>

export type CorridorKind = keyof typeof CORRIDOR_BANDS_HZ

/** Third octaves within a band, by their centres. */
export const thirdsIn = ([low, high]: BandHz): readonly number[] =>
  Array.from({ length: THIRD_BANDS.count }, (_, k) => k).filter(
    (k) => THIRD_BANDS.centreHz(k) >= low && THIRD_BANDS.centreHz(k) <= high,
  )

/** Half the width of the corridor in a part of the spectrum, dB: what is nearer to its middle is as usual. */
export const halfWidthDb = (kind: CorridorKind): number =>
  mean(
    thirdsIn(CORRIDOR_BANDS_HZ[kind]).map((k) => interpolated(TOLERANCES, THIRD_BANDS.centreHz(k))),
  )

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

const USUAL_DB: readonly number[] = Array.from({ length: THIRD_BANDS.count }, (_, third) =>
  interpolated(LEVELS, THIRD_BANDS.centreHz(third)),
)

/** The usual level of a third octave, dB beside the one at 1 kHz. */
export const usualLevelDb = (third: number): number => USUAL_DB[third] ?? 0
