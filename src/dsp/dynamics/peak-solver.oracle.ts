import { interpolator } from '../resampling/interpolator'

const PHASES = 4

/** The signal at `phases` points a frame, by long direct sums in float64; silence around it. */
export const interpolatedFour = (x: ArrayLike<number>, taps = 64): Float64Array => {
  const { rows } = interpolator({ phases: PHASES, taps, beta: 10 })
  const y = new Float64Array(PHASES * x.length)
  for (let n = 0; n < x.length; n++)
    for (let p = 0; p < PHASES; p++) {
      let sum = 0
      for (let j = 0; j < taps; j++)
        sum += (rows[p * taps + j] ?? 0) * (x[n - taps / 2 + 1 + j] ?? 0)
      y[PHASES * n + p] = sum
    }
  return y
}

/**
 * The quadratic programme of the peak solver for a whole short signal at once, in float64: every point of the four-fold
 * interpolation is a constraint, and projected coordinate ascent runs until nothing moves. Returns what is added,
 * at the four-fold rate, and the multipliers.
 */
export const solveProgramme = (
  wave: Float64Array,
  kernel: ArrayLike<number>,
  reachPoints: number,
  ceiling: number,
  sweeps = 4000,
): { readonly added: Float64Array; readonly multipliers: Float64Array } => {
  const y = Float64Array.from(wave)
  const multipliers = new Float64Array(wave.length)
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let moved = 0
    for (let t = 0; t < y.length; t++) {
      const before = multipliers[t] ?? 0
      const value = y[t] ?? 0
      if (before === 0 && Math.abs(value) <= ceiling) continue
      const sign = before === 0 ? Math.sign(value) : Math.sign(before)
      const after = sign * Math.max(0, sign * before + (sign * value - ceiling))
      const step = after - before
      if (step === 0) continue
      moved = Math.max(moved, Math.abs(step))
      multipliers[t] = after
      for (let k = -reachPoints; k <= reachPoints; k++)
        if (t + k >= 0 && t + k < y.length)
          y[t + k] = (y[t + k] ?? 0) - step * (kernel[k + reachPoints] ?? 0)
    }
    if (moved < 1e-9) break
  }
  return { added: y.map((value, t) => value - (wave[t] ?? 0)), multipliers }
}
