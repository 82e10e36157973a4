/** BS.1770-5: gates, LUFS and LU. */
const ABSOLUTE_GATE_LUFS = -70
const RELATIVE_GATE_LU = -10
/** Blocks are counted in steps of this, LU; the error of a mean is far below it. */
const STEP_LU = 0.05
const TOP_LUFS = 10
const OFFSET = 0.691

const energyOf = (lufs: number): number => 10 ** ((lufs + OFFSET) / 10)

/**
 * Integrated loudness from the start up to each block of 400 ms, gated as BS.1770-5 has it. `momentaryLufs`
 * is the series of such blocks; the first `skip` of them reach before the start and do not count. NaN
 * until a block is above −70 LUFS.
 */
export const runningIntegrated = (momentaryLufs: Float32Array, skip: number): Float32Array => {
  const bins = Math.round((TOP_LUFS - ABSOLUTE_GATE_LUFS) / STEP_LU)
  const counts = new Uint32Array(bins)
  const energies = new Float64Array(bins)
  let [count, energy] = [0, 0]
  const running = new Float32Array(momentaryLufs.length).fill(Number.NaN)
  for (let k = skip; k < momentaryLufs.length; k++) {
    const lufs = momentaryLufs[k] ?? Number.NEGATIVE_INFINITY
    if (lufs > ABSOLUTE_GATE_LUFS) {
      const bin = Math.min(bins - 1, Math.floor((lufs - ABSOLUTE_GATE_LUFS) / STEP_LU))
      counts[bin] = (counts[bin] ?? 0) + 1
      energies[bin] = (energies[bin] ?? 0) + energyOf(lufs)
      count++
      energy += energyOf(lufs)
    }
    if (count === 0) continue
    const gate = 10 * Math.log10(energy / count) - OFFSET + RELATIVE_GATE_LU
    const first = Math.max(0, Math.ceil((gate - ABSOLUTE_GATE_LUFS) / STEP_LU))
    let [counted, sum] = [0, 0]
    for (let bin = first; bin < bins; bin++) {
      counted += counts[bin] ?? 0
      sum += energies[bin] ?? 0
    }
    running[k] = counted > 0 ? 10 * Math.log10(sum / counted) - OFFSET : Number.NaN
  }
  return running
}
