import { assert } from '../core/assert'
import { type Power, polePower, powerAt } from './matched'

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
export const sectionPower = ({ b0, b1, b2, a1, a2 }: Biquad, w: number): number => {
  const numerator: Power = { p0: (b0 + b1 + b2) ** 2, p1: (b0 - b1 + b2) ** 2, p2: -4 * b0 * b2 }
  return Math.max(1e-30, powerAt(numerator, w) / powerAt(polePower({ a1, a2 }), w))
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
