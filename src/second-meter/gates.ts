/** The constant of ITU-R BS.1770-5, equation 2. */
const OFFSET_LU = -0.691
/** Absolute gate of BS.1770-5 and EBU Tech 3342. */
export const ABSOLUTE_LUFS = -70

/** LUFS of a mean square that is summed over channels. */
export const lufsOf = (power: number): number => OFFSET_LU + 10 * Math.log10(power)

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** The relative gate of BS.1770-5, LUFS; null where nothing is above the absolute one. */
export const relativeGate = (powers: readonly number[]): number | null => {
  const audible = powers.filter((power) => lufsOf(power) > ABSOLUTE_LUFS)
  return audible.length === 0 ? null : lufsOf(mean(audible)) - 10
}

/** LUFS, gated as BS.1770-5 has it, of blocks of 400 ms that overlap by three quarters; −Infinity where none is above the gate. */
export const integrated = (powers: readonly number[]): number => {
  const gate = relativeGate(powers)
  if (gate === null) return Number.NEGATIVE_INFINITY
  return lufsOf(
    mean(powers.filter((power) => lufsOf(power) > ABSOLUTE_LUFS && lufsOf(power) > gate)),
  )
}

/** LU between the 10th and the 95th percentile of windows of 3 s above the gates (EBU Tech 3342); null where none is. */
export const range = (powers: readonly number[]): number | null => {
  const audible = powers.filter((power) => lufsOf(power) >= ABSOLUTE_LUFS)
  if (audible.length === 0) return null
  const gate = lufsOf(mean(audible)) - 20
  const levels = audible
    .map(lufsOf)
    .filter((level) => level >= gate)
    .sort((a, b) => a - b)
  const percentile = (share: number): number =>
    levels[Math.round((levels.length - 1) * share)] ?? Number.NaN
  return percentile(0.95) - percentile(0.1)
}
