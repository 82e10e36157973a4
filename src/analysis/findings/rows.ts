import { powerDb, type SpectralRow } from '../evidence/spectral-row'

/** Windows this far below the loudest are pauses. */
const ACTIVE_WITHIN_DB = 20
const LOUD_WITHIN_DB = 6
/** … and whatever is as quiet as this, K-weighted. */
const SILENT_DB = -70

/** The level of a window, both channels together, dB, K-weighted. */
export const rowDb = ({ left, right }: SpectralRow): number => powerDb(left + right)

const within = (rows: readonly SpectralRow[], db: number): readonly SpectralRow[] => {
  const loudest = Math.max(...rows.map(rowDb))
  return rows.filter((row) => rowDb(row) > Math.max(SILENT_DB, loudest - db))
}

/** Of a track of which a moment or two are far louder than the rest, the loudest so many tell how it sounds. */
const FEWEST_LOUD = 12

/** Those in which something sounds. */
export const activeRows = (rows: readonly SpectralRow[]) => within(rows, ACTIVE_WITHIN_DB)

/** Those of the loud parts, in order. */
export const loudRows = (rows: readonly SpectralRow[]): readonly SpectralRow[] => {
  const loud = within(rows, LOUD_WITHIN_DB)
  if (loud.length >= FEWEST_LOUD) return loud
  const loudest = new Set(
    activeRows(rows)
      .toSorted((a, b) => rowDb(b) - rowDb(a))
      .slice(0, FEWEST_LOUD),
  )
  return rows.filter((row) => loudest.has(row))
}

/** The value that a share of them (0…1) does not exceed. */
export const percentile = (values: readonly number[], share: number): number =>
  percentileOf(Float64Array.from(values).sort(), share)

const percentileOf = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0

/** Levels are told in so many equal shares of the time: 3 % each. */
const SHARES = 32

/** 32 values, each in the middle of an equal share of all of them, from the lowest on; none of none. */
export const shares = (values: readonly number[]): readonly number[] => {
  const sorted = Float64Array.from(values).sort()
  return sorted.length === 0
    ? []
    : Array.from({ length: SHARES }, (_, k) => percentileOf(sorted, (k + 0.5) / SHARES))
}

/** The middle value; 0 of none. */
export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** The mean; 0 of none. */
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
