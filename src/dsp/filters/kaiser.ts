/**
 * The Kaiser window in own arithmetic (J. F. Kaiser, 1974; formulas in Oppenheim–Schafer 7.5):
 * the same bits in every engine.
 */

/** Kaiser's β for a stop band `attenuationDb` (> 50) down. */
export const kaiserBeta = (attenuationDb: number): number => 0.1102 * (attenuationDb - 8.7)

/** Length in taps, less one, that reaches `attenuationDb` over a transition of `width` (cycles a sample). */
export const kaiserOrder = (attenuationDb: number, width: number): number =>
  (attenuationDb - 7.95) / (2.285 * 2 * Math.PI * width)

/** Unnormalised window at `position` (−1…1, 0 in the middle; 0 outside). */
export const kaiserAt = (position: number, beta: number): number => {
  const inside = 1 - position * position
  return inside < 0 ? 0 : besselI0(beta * beta * inside)
}

/** I0(√square), by its series. */
function besselI0(square: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > sum * 1e-18; k++) {
    term *= square / (4 * k * k)
    sum += term
  }
  return sum
}
