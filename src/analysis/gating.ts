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

/**
 * Integrated loudness, LUFS, of the powers of 400 ms blocks at a 100 ms hop (BS.1770-5, two strict gates).
 * null without blocks (shorter than 400 ms); −Infinity when none is above −70 LUFS.
 */
export function integratedLoudness(blockPowers: readonly number[]): number | null {
  if (blockPowers.length === 0) return null
  const audible = blockPowers.filter((power) => power > ABSOLUTE_GATE_POWER)
  if (audible.length === 0) return Number.NEGATIVE_INFINITY
  const gate = relativeGatePower(audible)
  return loudnessOf(meanOf(audible.filter((power) => power > gate)))
}

/** The power that a block must exceed to count for the integrated loudness; Infinity when all is silent. */
export function gatePower(blockPowers: readonly number[]): number {
  const audible = blockPowers.filter((power) => power > ABSOLUTE_GATE_POWER)
  if (audible.length === 0) return Number.POSITIVE_INFINITY
  return Math.max(ABSOLUTE_GATE_POWER, relativeGatePower(audible))
}

const relativeGatePower = (audible: readonly number[]): number => meanOf(audible) * RELATIVE_GATE

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
