import { POWERS_PER_SECOND, type SectionFeatures } from './section-features'
import type { TimeStretch } from './time-stretch'

const WINDOW_SECONDS = 3
const SHORTEST_SECONDS = 8
/** As loud as the loudest moment, to all intents. */
const WITHIN_POWER = 10 ** -0.2

/**
 * Where a track is loudest: the longest run of three-second windows within 2 LU of the loudest one that lasts eight
 * seconds, else the eight seconds of most power. All of a shorter track; null where it is silent.
 */
export const loudestStretch = ({
  powers,
  durationSeconds,
}: Omit<SectionFeatures, 'rows'>): TimeStretch | null => {
  if (!powers.some((power) => power > 0)) return null
  if (durationSeconds <= SHORTEST_SECONDS) return { startSeconds: 0, endSeconds: durationSeconds }
  const windows = movingSums(powers, WINDOW_SECONDS * POWERS_PER_SECOND)
  const least = maximumOf(windows) * WITHIN_POWER
  let best = { first: 0, end: 0 }
  for (let first = 0; first < windows.length; first++) {
    if ((windows[first] ?? 0) < least) continue
    let end = first
    while (end < windows.length && (windows[end] ?? 0) >= least) end++
    if (end - first > best.end - best.first) best = { first, end }
    first = end
  }
  // Windows that begin within the run reach on for their own length.
  const runSeconds = (best.end - best.first - 1) / POWERS_PER_SECOND + WINDOW_SECONDS
  if (runSeconds >= SHORTEST_SECONDS) return stretchFrom(best.first, runSeconds, durationSeconds)
  const eights = movingSums(powers, SHORTEST_SECONDS * POWERS_PER_SECOND)
  return stretchFrom(eights.indexOf(maximumOf(eights)), SHORTEST_SECONDS, durationSeconds)
}

const stretchFrom = (first: number, seconds: number, durationSeconds: number): TimeStretch => {
  const startSeconds = first / POWERS_PER_SECOND
  return { startSeconds, endSeconds: Math.min(durationSeconds, startSeconds + seconds) }
}

const maximumOf = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, value), 0)

/** Sums of `length` values, one beginning at every place that has as many. */
const movingSums = (values: Float32Array, length: number): Float64Array => {
  const sums = new Float64Array(Math.max(1, values.length - length + 1))
  let sum = 0
  for (let k = 0; k < values.length; k++) {
    sum += (values[k] as number) - (k >= length ? (values[k - length] ?? 0) : 0)
    if (k >= length - 1) sums[k - length + 1] = Math.max(0, sum)
  }
  return sums
}
