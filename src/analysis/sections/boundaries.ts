import { SHORTEST_ROWS } from './novelty'
import { POWERS_PER_SECOND, ROWS_PER_SECOND, type SectionFeatures } from './section-features'

/** Peaks below this share of the highest are none. */
const PEAK_SHARE = 0.2
/** Nor are peaks below this: what steady music varies by. */
const LEAST_NOVELTY = 0.15
/** An onset this near is where the part begins. */
const SNAP_SECONDS = 1
/** Powers on either side of an onset: 200 ms. */
const ONSET_POWERS = 4
/** A rise that is an onset, dB. */
const ONSET_DB = 3
/** Under this there is silence, and a ratio of silences means nothing. */
const SILENT_POWER = 1e-9

/** Where one part ends and another begins, seconds, in order: peaks of the novelty, at least eight seconds apart. */
export const boundariesOf = (
  novelty: Float32Array,
  { powers }: Pick<SectionFeatures, 'powers'>,
): readonly number[] => {
  const highest = novelty.reduce((most, value) => Math.max(most, value), 0)
  const least = Math.max(LEAST_NOVELTY, PEAK_SHARE * highest)
  const peaks = [...novelty.keys()]
    .filter((row) => (novelty[row] ?? 0) >= least && isPeak(novelty, row))
    .sort((a, b) => (novelty[b] ?? 0) - (novelty[a] ?? 0) || a - b)
  const kept: number[] = []
  for (const row of peaks)
    if (kept.every((other) => Math.abs(other - row) >= SHORTEST_ROWS)) kept.push(row)
  return kept.map((row) => snapped(row / ROWS_PER_SECOND, powers)).sort((a, b) => a - b)
}

const isPeak = (novelty: Float32Array, row: number): boolean => {
  const value = novelty[row] ?? 0
  return value >= (novelty[row - 1] ?? 0) && value > (novelty[row + 1] ?? 0)
}

/** The steepest rise nearby, or the time itself where nothing rises. */
const snapped = (seconds: number, powers: Float32Array): number => {
  const centre = Math.round(seconds * POWERS_PER_SECOND)
  const reach = SNAP_SECONDS * POWERS_PER_SECOND
  let best = { at: centre, db: ONSET_DB }
  for (let at = centre - reach; at <= centre + reach; at++) {
    const db = 10 * Math.log10(meanPower(powers, at, 1) / meanPower(powers, at - 1, -1))
    if (db > best.db) best = { at, db }
  }
  return best.at / POWERS_PER_SECOND
}

const meanPower = (powers: Float32Array, first: number, step: 1 | -1): number => {
  let sum = 0
  for (let k = 0; k < ONSET_POWERS; k++) sum += powers[first + step * k] ?? 0
  return sum / ONSET_POWERS + SILENT_POWER
}
