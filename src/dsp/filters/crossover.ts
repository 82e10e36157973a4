import { tan } from '../elementary'
import type { Biquad } from './section'

/** A fourth-order Linkwitz–Riley crossover: each leg is its section twice. */
export interface Crossover {
  /** Second-order Butterworth, −3 dB; twice is the low leg. */
  readonly low: Biquad
  /** As `low`, the high leg. */
  readonly high: Biquad
  /** What low leg + high leg amount to: second-order all-pass. */
  readonly allPass: Biquad
}

/** Crossovers stay this far below Nyquist, as a share of the sample rate. */
const HIGHEST_SHARE = 0.45

/** tan(π·f/fs), from which every form of the crossover is made; above 0.45 fs it stays there. */
export const crossoverTangent = (freqHz: number, sampleRate: number): number =>
  tan(Math.PI * Math.min(freqHz / sampleRate, HIGHEST_SHARE))

/**
 * Bilinear Linkwitz–Riley 4 at `freqHz` (S. Linkwitz, JAES 24(1) 1976; sources: crossovers): −6.02 dB at the
 * crossover, legs in phase, and a sum that is exactly the all-pass, whose numerator is its denominator
 * reversed. A crossover above 0.45 fs is made at 0.45 fs.
 */
export const linkwitzRiley4 = (freqHz: number, sampleRate: number): Crossover => {
  const k = crossoverTangent(freqHz, sampleRate)
  const norm = 1 / (1 + Math.SQRT2 * k + k * k)
  const a1 = 2 * (k * k - 1) * norm
  const a2 = (1 - Math.SQRT2 * k + k * k) * norm
  const b = k * k * norm
  return {
    low: { b0: b, b1: 2 * b, b2: b, a1, a2 },
    high: { b0: norm, b1: -2 * norm, b2: norm, a1, a2 },
    allPass: { b0: a2, b1: a1, b2: 1, a1, a2 },
  }
}
