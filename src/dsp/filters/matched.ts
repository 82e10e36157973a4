import { cos, exp, sin } from '../elementary'

/** Matched second-order design after M. Vicanek, "Matched Second Order Digital Filters" (2016). */

/** |polynomial|² on the unit circle as p0·φ0 + p1·φ1 + p2·φ2 (Vicanek 2016, eq. 26). */
export interface Power {
  readonly p0: number
  readonly p1: number
  readonly p2: number
}

export interface Poles {
  readonly a1: number
  readonly a2: number
}

const { PI } = Math

/** Highest pole frequency, of Nyquist: beyond it impulse invariance folds the pole back. */
export const HIGHEST_POLE = 0.995

/** φ0, φ1, φ2 at a frequency in radians per sample. */
export const phi = (w: number): readonly [number, number, number] => {
  const half = sin(w / 2)
  const phi1 = half * half
  const phi0 = 1 - phi1
  return [phi0, phi1, 4 * phi0 * phi1]
}

/** The power at a frequency in radians per sample. */
export const powerAt = ({ p0, p1, p2 }: Power, w: number): number => {
  const [phi0, phi1, phi2] = phi(w)
  return p0 * phi0 + p1 * phi1 + p2 * phi2
}

/** Poles of a resonance (natural frequency in radians per sample, Q) by impulse invariance. */
export const matchedPoles = (w0: number, q: number): Poles => {
  const w = Math.min(w0, HIGHEST_POLE * PI)
  const damping = 1 / (2 * q)
  const decay = damping * w
  const a2 = exp(-2 * decay)
  if (damping <= 1) return { a1: -2 * exp(-decay) * cos(Math.sqrt(1 - damping * damping) * w), a2 }
  const spread = Math.sqrt(damping * damping - 1) * w
  return { a1: -(exp(spread - decay) + exp(-spread - decay)), a2 }
}

/** |1 + a1 z⁻¹ + a2 z⁻²|² */
export const polePower = ({ a1, a2 }: Poles): Power => ({
  p0: (1 + a1 + a2) ** 2,
  p1: (1 - a1 + a2) ** 2,
  p2: -4 * a2,
})

/**
 * The power that takes the given values at 0, at `middle` and at `top` (radians per sample),
 * from the 3 × 3 system of Vicanek 2016.
 */
export const powerThrough = (
  atZero: number,
  middle: number,
  atMiddle: number,
  top: number,
  atTop: number,
): Power => {
  const [m0, m1, m2] = phi(middle)
  const [t0, t1, t2] = phi(top)
  const restMiddle = atMiddle - atZero * m0
  const restTop = atTop - atZero * t0
  const determinant = m1 * t2 - m2 * t1
  return {
    p0: atZero,
    p1: (restMiddle * t2 - m2 * restTop) / determinant,
    p2: (m1 * restTop - restMiddle * t1) / determinant,
  }
}

/** A power that no real polynomial has: the caller must choose another design. */
export const isRealisable = ({ p0, p1, p2 }: Power): boolean =>
  p0 >= 0 && p1 >= 0 && ((Math.sqrt(p0) + Math.sqrt(p1)) / 2) ** 2 + p2 >= 0

/** The minimum-phase polynomial n0 + n1 z⁻¹ + n2 z⁻² of a realisable power. */
export const polynomialOf = ({ p0, p1, p2 }: Power): readonly [number, number, number] => {
  const root0 = Math.sqrt(Math.max(0, p0))
  const root1 = Math.sqrt(Math.max(0, p1))
  const mean = (root0 + root1) / 2
  const n0 = (mean + Math.sqrt(Math.max(0, mean * mean + p2))) / 2
  return [n0, (root0 - root1) / 2, n0 === 0 ? 0 : -p2 / (4 * n0)]
}
