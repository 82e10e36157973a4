import { log10 } from '../dsp/elementary'

/** BS.1770-5: −0.691 + 10·log10(power); power is the weighted sum of K-weighted mean squares. */
export const loudnessOf = (power: number): number =>
  power > 0 ? -0.691 + 10 * log10(power) : Number.NEGATIVE_INFINITY

/** The power whose loudness is −70 LUFS, the absolute gate: 10^((−70 + 0.691)/10). */
const ABSOLUTE_GATE_POWER = 1.172465304582296e-7
/** BS.1770-5: −10 LU below the mean of what passed the absolute gate. */
const RELATIVE_GATE = 0.1
/** Tech 3342: −20 LU. */
const RANGE_GATE = 0.01
const RANGE_LOW_PERCENT = 10
const RANGE_HIGH_PERCENT = 95

const meanOf = (powers: readonly number[]): number =>
  powers.reduce((sum, power) => sum + power, 0) / powers.length

/** Mean of the powers above `gate`; NaN when there is none. A plain loop: landing asks dozens of times. */
const meanAbove = (powers: ArrayLike<number>, gate: number): number => {
  let sum = 0
  let count = 0
  for (let index = 0; index < powers.length; index++) {
    const power = powers[index] ?? 0
    if (power > gate) {
      sum += power
      count++
    }
  }
  return sum / count
}

/**
 * Integrated loudness, LUFS, of the powers of 400 ms blocks at a 100 ms hop (BS.1770-5, two strict gates).
 * null without blocks (shorter than 400 ms); −Infinity when none is above −70 LUFS.
 */
export function integratedLoudness(blockPowers: ArrayLike<number>): number | null {
  if (blockPowers.length === 0) return null
  const gate = gatePower(blockPowers)
  return gate === Number.POSITIVE_INFINITY
    ? Number.NEGATIVE_INFINITY
    : loudnessOf(meanAbove(blockPowers, gate))
}

/** The power that a block must exceed to count for the integrated loudness; Infinity when all is silent. */
export function gatePower(blockPowers: ArrayLike<number>): number {
  const audible = meanAbove(blockPowers, ABSOLUTE_GATE_POWER)
  return Number.isNaN(audible)
    ? Number.POSITIVE_INFINITY
    : Math.max(ABSOLUTE_GATE_POWER, audible * RELATIVE_GATE)
}

/**
 * Loudness range, LU, of the powers of 3 s windows at ≥ 10 Hz (Tech 3342; gates are not strict).
 * null without windows, and when none reaches −70 LUFS.
 */
export function loudnessRange(shortTermPowers: readonly number[]): number | null {
  const audible = shortTermPowers.filter((power) => power >= ABSOLUTE_GATE_POWER)
  if (audible.length === 0) return null
  const gate = meanOf(audible) * RANGE_GATE
  const sorted = Float64Array.from(audible.filter((power) => power >= gate)).sort()
  const percentile = (percent: number): number =>
    sorted[Math.round(((sorted.length - 1) * percent) / 100)] ?? 0
  return 10 * log10(percentile(RANGE_HIGH_PERCENT) / percentile(RANGE_LOW_PERCENT))
}
