/**
 * Largest |value| on and between samples by the sampling theorem itself, in float64: Σ x[n] · sinc(t − n) over the
 * whole signal, silence around it, no window, at `phases` places per sample. 0 for nothing.
 */
export function idealTruePeak(x: Float32Array, phases: number): number {
  let peak = 0
  for (let p = 0; p < phases; p++) {
    const fraction = p / phases
    const sine = Math.sin(Math.PI * fraction) / Math.PI
    for (let m = 0; m < x.length; m++) {
      let sum = 0
      // sin(π(t − n)) = sin(π · fraction), the sign alternating
      for (let n = 0; n < x.length; n++)
        sum += ((m - n) % 2 === 0 ? (x[n] ?? 0) : -(x[n] ?? 0)) / (m - n + fraction)
      peak = Math.max(peak, Math.abs(p === 0 ? (x[m] ?? 0) : sum * sine))
    }
  }
  return peak
}
