import { assert } from '../../core/assert'
import { sin } from '../elementary'

/** One second-order section, y = b0·x + b1·x₁ + b2·x₂ − a1·y₁ − a2·y₂. */
export interface Biquad {
  readonly b0: number
  readonly b1: number
  readonly b2: number
  readonly a1: number
  readonly a2: number
}

/** Changes nothing, to the bit. */
export const IDENTITY: Biquad = { b0: 1, b1: 0, b2: 0, a1: 0, a2: 0 }

/** Radians per sample. */
export const omega = (freqHz: number, sampleRate: number): number =>
  (2 * Math.PI * freqHz) / sampleRate

/** 1/H of a minimum-phase section, so that boost · cut = 1. */
export const inverse = ({ b0, b1, b2, a1, a2 }: Biquad): Biquad => {
  assert(b0 !== 0, 'a section without a direct path has no causal inverse')
  return { b0: 1 / b0, b1: a1 / b0, b2: a2 / b0, a1: b1 / b0, a2: b2 / b0 }
}

/** |H|² of one section at a frequency in radians per sample; at least 1e-30 (−300 dB). */
export const sectionPower = ({ b0, b1, b2, a1, a2 }: Biquad, w: number): number =>
  Math.max(1e-30, polynomialPower(b0, b1, b2, w) / polynomialPower(1, a1, a2, w))

const polynomialPower = (n0: number, n1: number, n2: number, w: number): number =>
  polynomialPowerAt(n0, n1, n2, sin(w / 2), sin(w))

/**
 * |n0 + n1 z⁻¹ + n2 z⁻²|² from sin(ω/2) and sin ω, turned by one sample so that low frequencies keep
 * their digits.
 */
export const polynomialPowerAt = (
  n0: number,
  n1: number,
  n2: number,
  sineOfHalf: number,
  sine: number,
): number => {
  const re = n0 + n1 + n2 - 2 * (n0 + n2) * sineOfHalf * sineOfHalf
  const im = (n0 - n2) * sine
  return re * re + im * im
}

/** Response of a cascade in dB at one frequency: the very coefficients that are heard. */
export const magnitudeDb = (
  sections: readonly Biquad[],
  freqHz: number,
  sampleRate: number,
): number => {
  const w = omega(freqHz, sampleRate)
  return sections.reduce((db, section) => db + 10 * Math.log10(sectionPower(section, w)), 0)
}

/** The section times a linear gain. */
export const scaled = ({ b0, b1, b2, a1, a2 }: Biquad, gain: number): Biquad => ({
  b0: b0 * gain,
  b1: b1 * gain,
  b2: b2 * gain,
  a1,
  a2,
})
