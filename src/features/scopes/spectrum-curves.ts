import type { BandGrid } from '../../analysis/spectrum'
import { type Frame, xOf, yOf } from '../../ui/plots/axes'
import { FREQUENCY, LEVEL } from './spectrum-scales'

/** Points of a level curve, x, y, x, y, …: one per band at its centre. */
export const linePoints = (levelsDb: Float32Array, grid: BandGrid, frame: Frame): Float32Array => {
  const points = new Float32Array(2 * grid.count)
  for (let k = 0; k < grid.count; k++) {
    points[2 * k] = xOf(frame, FREQUENCY, grid.centreHz(k))
    points[2 * k + 1] = yOf(frame, LEVEL, levelsDb[k] ?? Number.NEGATIVE_INFINITY)
  }
  return points
}

/** The same as steps from edge to edge, for wide bands. */
export const stepPoints = (levelsDb: Float32Array, grid: BandGrid, frame: Frame): Float32Array => {
  const points = new Float32Array(4 * grid.count)
  for (let k = 0; k < grid.count; k++) {
    const y = yOf(frame, LEVEL, levelsDb[k] ?? Number.NEGATIVE_INFINITY)
    points.set(
      [xOf(frame, FREQUENCY, grid.edgeHz(k)), y, xOf(frame, FREQUENCY, grid.edgeHz(k + 1)), y],
      4 * k,
    )
  }
  return points
}

/** The level falls this fast once the sound has gone, dB a second. */
const FALL_DB_PER_SECOND = 36
const RISE_SHARE_PER_FRAME = 0.6

/** Rises with the sound and falls slowly; `shown` is changed in place. */
export const followLevels = (shown: Float32Array, now: Float32Array, seconds: number): void => {
  for (let k = 0; k < shown.length; k++) {
    const before = Math.max(LEVEL.min, shown[k] ?? LEVEL.min)
    const level = Math.max(LEVEL.min, now[k] ?? LEVEL.min)
    shown[k] =
      level > before
        ? before + (level - before) * RISE_SHARE_PER_FRAME
        : Math.max(level, before - FALL_DB_PER_SECOND * seconds)
  }
}
