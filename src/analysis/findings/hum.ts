import type { LowRow } from '../evidence/low-windows'
import { powerDb } from '../evidence/spectral-row'
import { mean, median } from './rows'

const MAINS_HZ = [50, 60] as const
const MOST_HARMONICS = 10
/** Mains keep their frequency to this; no note of equal temperament is as near. */
const MAINS_WITHIN_HZ = 0.2
/** … and all lines of a hum agree on it to this. */
const CONSISTENT_HZ = 0.12
const OVER_MEDIAN_DB = 12
const OVER_NEIGHBOUR_DB = 6
const NEIGHBOURS_HZ = [2.5, 8] as const
const STEADY_DB = 6
/** The quietest windows, and how many of them have to show a line. */
const QUIET_WINDOWS = 4
const FEWEST_WINDOWS = 3
/** So many lines, of the first three harmonics. */
const FEWEST_LINES = 2
const FIRST_HARMONICS = 3

export interface Hum {
  readonly hz: number
  /** Of the strongest line, dB of a full-scale sine. */
  readonly db: number
  readonly rows: readonly LowRow[]
}

interface Line {
  readonly harmonic: number
  /** Its frequency by its harmonic's number. */
  readonly mainsHz: number
  readonly db: number
}

/** Mains hum, as it stands still in the quietest windows; null where there is none. */
export const humOf = (low: readonly LowRow[]): Hum | null => {
  const rows = low.toSorted((a, b) => powerOf(a) - powerOf(b)).slice(0, QUIET_WINDOWS)
  if (rows.length < FEWEST_WINDOWS) return null
  for (const mainsHz of MAINS_HZ) {
    const lines = Array.from({ length: MOST_HARMONICS }, (_, k) =>
      steadyLine(rows, k + 1, mainsHz),
    ).filter((line) => line !== null)
    const first = lines.filter(({ harmonic }) => harmonic <= FIRST_HARMONICS)
    const hz = median(first.map((line) => line.mainsHz))
    const agreeing = first.filter((line) => Math.abs(line.mainsHz - hz) <= CONSISTENT_HZ)
    if (agreeing.length >= FEWEST_LINES)
      return { hz, db: Math.max(...agreeing.map(({ db }) => db)), rows }
  }
  return null
}

const powerOf = ({ lines }: LowRow): number => {
  let sum = 0
  // What lies below the mains is rumble.
  for (let k = Math.ceil(lines.length / 20); k < lines.length; k++) sum += lines[k] ?? 0
  return sum
}

/** A harmonic that most of the windows show at one level and frequency. */
const steadyLine = (rows: readonly LowRow[], harmonic: number, mainsHz: number): Line | null => {
  const seen = rows.map((row) => lineIn(row, harmonic, mainsHz)).filter((line) => line !== null)
  if (seen.length < FEWEST_WINDOWS) return null
  const levels = seen.map(({ db }) => db)
  const places = seen.map((line) => line.mainsHz)
  if (Math.max(...levels) - Math.min(...levels) > STEADY_DB) return null
  if (Math.max(...places) - Math.min(...places) > CONSISTENT_HZ) return null
  return { harmonic, mainsHz: mean(places), db: median(levels) }
}

/** The line near a harmonic in one window, if it stands out. */
const lineIn = ({ lines, binHz }: LowRow, harmonic: number, mainsHz: number): Line | null => {
  const at = (bin: number): number => powerDb(lines[bin] ?? 0)
  const centre = harmonic * mainsHz
  const reach = harmonic * MAINS_WITHIN_HZ + binHz
  let peak = Math.ceil((centre - reach) / binHz)
  for (let bin = peak; bin <= (centre + reach) / binHz; bin++) if (at(bin) > at(peak)) peak = bin
  if (at(peak) < at(peak - 1) || at(peak) < at(peak + 1)) return null
  // The top of a parabola through three bins in decibels.
  const [before, here, behind] = [at(peak - 1), at(peak), at(peak + 1)]
  const offset = (0.5 * (before - behind)) / (before - 2 * here + behind)
  const hz = (peak + offset) * binHz
  if (Math.abs(hz / harmonic - mainsHz) > MAINS_WITHIN_HZ) return null
  const neighbours: number[] = []
  const [near, far] = NEIGHBOURS_HZ
  for (let bin = Math.ceil((hz - far) / binHz); bin <= (hz + far) / binHz; bin++)
    if (Math.abs(bin * binHz - hz) >= near) neighbours.push(at(bin))
  const standsOut =
    here >= median(neighbours) + OVER_MEDIAN_DB &&
    here >= Math.max(...neighbours) + OVER_NEIGHBOUR_DB
  return standsOut ? { harmonic, mainsHz: hz / harmonic, db: here } : null
}
