/** Samples within so many 24-bit steps of zero are counted by value. */
const REACH = 4096
const FULL_SCALE = 2 ** 23

/** How many samples have each value from −REACH to REACH, in 24-bit steps. */
export type ValueCounts = Uint32Array

/** The counts of no samples. */
export const noCounts = (): ValueCounts => new Uint32Array(2 * REACH + 1)

/** Counts the small ones of these samples. */
export const countSmall = (samples: Float32Array, counts: ValueCounts): void => {
  const limit = REACH / FULL_SCALE
  for (let n = 0; n < samples.length; n++) {
    const x = samples[n] ?? 0
    if (x >= limit || x <= -limit) continue
    const at = Math.round(x * FULL_SCALE) + REACH
    counts[at] = (counts[at] ?? 0) + 1
  }
}

/** Counts of several stretches together. */
export const joinCounts = (parts: readonly ValueCounts[]): ValueCounts =>
  noCounts().map((_, at) => parts.reduce((sum, counts) => sum + (counts[at] ?? 0), 0))

/** Values that occur, but zero, and how often. */
const occurring = (counts: ValueCounts): readonly (readonly [value: number, count: number])[] => {
  const list: (readonly [number, number])[] = []
  for (let at = 0; at < counts.length; at++) {
    const count = counts[at] as number
    if (count > 0 && at !== REACH) list.push([at - REACH, count])
  }
  return list
}

/** 16-bit audio that was turned down by 24 dB, or up by 4 dB. */
const SMALLEST_STEP = 16
const LARGEST_STEP = 400
/** Of all values a lattice leaves out most. */
const MOST_OCCUPIED = 1 / 8
const FEWEST_PER_VALUE = 8
const LEAST_COHERENCE = 0.9
const COARSE = 1e-5
const FINE = 1e-7

/** The step between values that occur, in 24-bit steps; null where they lie on no lattice. */
export const latticeStep = (counts: ValueCounts): number | null => {
  const counted = occurring(counts)
  const total = counted.reduce((sum, [, count]) => sum + count, 0)
  if (counted.length > 2 * REACH * MOST_OCCUPIED || total < counted.length * FEWEST_PER_VALUE)
    return null
  /** 1 where all values are multiples of 1 / turns. */
  const coherence = (turns: number): number => {
    let re = 0
    let im = 0
    for (const [value, count] of counted) {
      const angle = 2 * Math.PI * value * turns
      re += count * Math.cos(angle)
      im += count * Math.sin(angle)
    }
    return Math.hypot(re, im) / total
  }
  for (let turns = 1 / LARGEST_STEP; turns <= 1 / SMALLEST_STEP; turns += COARSE) {
    if (coherence(turns) < LEAST_COHERENCE) continue
    let best = turns
    for (let near = turns; near < turns + 20 * COARSE; near += FINE * 10)
      if (coherence(near) > coherence(best)) best = near
    return 1 / best
  }
  return null
}
