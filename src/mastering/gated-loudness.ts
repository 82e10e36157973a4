import { STEPS_PER_BLOCK } from '../analysis/envelope'
import { powerToDb } from '../core/decibels'

/** BS.1770-5: offset of a loudness, absolute gate, relative gate. */
const OFFSET_LU = -0.691
const ABSOLUTE_GATE_LUFS = -70
const RELATIVE_GATE_LU = -10

const loudnessOf = (power: number): number => OFFSET_LU + powerToDb(power)
const powerOf = (lufs: number): number => 10 ** ((lufs - OFFSET_LU) / 10)

export interface Gated {
  /** LUFS; −Infinity when nothing passes the absolute gate; null below 400 ms. */
  readonly integratedLufs: number | null
  /** Mean power above which a block counts; Infinity when none does. */
  readonly gatePower: number
}

/**
 * Integrated loudness from the mean power of each whole 100 ms step (channel weights included).
 * Blocks are four steps long and begin at every step, as BS.1770-5 has it.
 */
export const gatedLoudness = (steps: Float64Array): Gated => {
  const blocks = steps.length - STEPS_PER_BLOCK + 1
  if (blocks <= 0) return { integratedLufs: null, gatePower: Number.POSITIVE_INFINITY }
  const first = meanAbove(steps, powerOf(ABSOLUTE_GATE_LUFS))
  if (first === 0)
    return { integratedLufs: Number.NEGATIVE_INFINITY, gatePower: Number.POSITIVE_INFINITY }
  const gatePower = Math.max(
    powerOf(ABSOLUTE_GATE_LUFS),
    powerOf(loudnessOf(first) + RELATIVE_GATE_LU),
  )
  return { integratedLufs: loudnessOf(meanAbove(steps, gatePower)), gatePower }
}

/** Power of the block that begins at `step`. */
export const blockPower = (steps: Float64Array, step: number): number => {
  let sum = 0
  for (let k = step; k < step + STEPS_PER_BLOCK; k++) sum += steps[k] ?? 0
  return sum / STEPS_PER_BLOCK
}

/** Mean power of the blocks strictly above `gate`; 0 when there are none. */
const meanAbove = (steps: Float64Array, gate: number): number => {
  let sum = 0
  let count = 0
  for (let step = 0; step + STEPS_PER_BLOCK <= steps.length; step++) {
    const power = blockPower(steps, step)
    if (power <= gate) continue
    sum += power
    count++
  }
  return count === 0 ? 0 : sum / count
}
