/**
 * The predictor that leaves least of a signal with this autocorrelation (lags 0…order): x[n] + Σ a[j]·x[n − j] is what it did
 * not foresee. Levinson–Durbin in double precision; allocates nothing. `a` and `spare` have order + 1 places.
 * Returns the energy that is left over; 0 for silence, where `a` means nothing.
 */
export const solvePredictor = (
  autocorrelation: Float64Array,
  a: Float64Array,
  spare: Float64Array,
): number => {
  const order = a.length - 1
  // A trace of white noise keeps the recursion stable.
  let error = (autocorrelation[0] as number) * (1 + 1e-9)
  if (!(error > 0)) return 0
  a.fill(0)
  a[0] = 1
  for (let i = 1; i <= order; i++) {
    let sum = autocorrelation[i] as number
    for (let j = 1; j < i; j++) sum += (a[j] as number) * (autocorrelation[i - j] as number)
    const k = -sum / error
    spare.set(a)
    for (let j = 1; j < i; j++) a[j] = (spare[j] as number) + k * (spare[i - j] as number)
    a[i] = k
    error *= 1 - k * k
    if (!(error > 0)) return 0
  }
  return error
}

/** Adds to `sums` the products of what lies from `from` to `to` in `x` with what lies 0…order frames ahead of it there. */
export const addAutocorrelation = (
  sums: Float64Array,
  x: Float32Array | Float64Array,
  from: number,
  to: number,
): void => {
  for (let lag = 0; lag < sums.length; lag++) {
    let sum = 0
    for (let n = from + lag; n < to; n++) sum += (x[n] as number) * (x[n - lag] as number)
    sums[lag] = (sums[lag] as number) + sum
  }
}
