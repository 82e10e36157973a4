import { BANDS, ROW_SIZE, type SectionFeatures } from './section-features'

/** Rows that are looked at on either side: the kernel is 24 s long. */
const REACH = 24
/** Fewer rows than this on a side are no part of their own: 8 s. */
export const SHORTEST_ROWS = 16
/** The taper's deviation, of the reach. */
const TAPER = 0.5
/** A difference that turns a row by 45°, dB on average over the bands. */
const SCALE_DB = 6
/** Larger differences say no more. */
const MOST_DB = 18
/** What all crests weigh against all levels. */
const CREST_WEIGHT = 0.5

/**
 * How much the sound changes at every row, 0…1: J. Foote, “Automatic audio segmentation using a measure of audio novelty”
 * (ICME 2000). The checkerboard kernel over cosine similarities has a separable taper, so that its sum is
 * the squared distance between the tapered means of what is before and behind: no matrix is needed. Its root is taken. Rows are taken as
 * differences from the track's own mean with a constant beside them, so that what hardly changes is alike.
 * 0 nearer than eight seconds to an end.
 */
export const noveltyOf = ({ rows }: Pick<SectionFeatures, 'rows'>): Float32Array => {
  const count = rows.length / ROW_SIZE
  const units = unitRows(rows, count)
  const novelty = new Float32Array(count)
  const before = new Float64Array(ROW_SIZE + 1)
  const behind = new Float64Array(ROW_SIZE + 1)
  for (let at = SHORTEST_ROWS; at <= count - SHORTEST_ROWS; at++) {
    tapered(units, at - 1, -1, Math.min(REACH, at), before)
    tapered(units, at, 1, Math.min(REACH, count - at), behind)
    let distance = 0
    for (const [k, value] of before.entries()) distance += (value - (behind[k] ?? 0)) ** 2
    novelty[at] = Math.sqrt(distance) / 2
  }
  return novelty
}

/** The tapered mean of `reach` unit rows from `first` on, forwards or backwards. */
const tapered = (
  units: Float32Array,
  first: number,
  step: 1 | -1,
  reach: number,
  into: Float64Array,
): void => {
  const size = ROW_SIZE + 1
  into.fill(0)
  let total = 0
  for (let k = 0; k < reach; k++) {
    const weight = Math.exp(-0.5 * (k / (TAPER * REACH)) ** 2)
    const at = (first + step * k) * size
    total += weight
    for (let d = 0; d < size; d++) into[d] = (into[d] ?? 0) + weight * (units[at + d] ?? 0)
  }
  for (let d = 0; d < size; d++) into[d] = (into[d] ?? 0) / total
}

/** Rows of length 1: differences from the mean of each value, and a constant. */
const unitRows = (rows: Float32Array, count: number): Float32Array => {
  const means = new Float64Array(ROW_SIZE)
  for (const [index, value] of rows.entries())
    means[index % ROW_SIZE] = (means[index % ROW_SIZE] ?? 0) + value / count
  const size = ROW_SIZE + 1
  const units = new Float32Array(count * size)
  for (let row = 0; row < count; row++) {
    let power = 1
    for (let d = 0; d < ROW_SIZE; d++) {
      const away = (rows[row * ROW_SIZE + d] ?? 0) - (means[d] ?? 0)
      const weight = d < BANDS ? 1 / Math.sqrt(BANDS) : CREST_WEIGHT / Math.sqrt(ROW_SIZE - BANDS)
      const value = (weight * Math.max(-MOST_DB, Math.min(MOST_DB, away))) / SCALE_DB
      units[row * size + d] = value
      power += value * value
    }
    units[row * size + ROW_SIZE] = 1
    const length = Math.sqrt(power)
    for (let d = 0; d < size; d++) units[row * size + d] = (units[row * size + d] ?? 0) / length
  }
  return units
}
