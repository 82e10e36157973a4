import { sin } from '../elementary'
import { Fft } from '../fft'
import type { Kernels } from '../kernels'
import { kaiserAt } from './kaiser'
import { type Biquad, polynomialPowerAt } from './section'

/** Kaiser window of the response (sources: equaliser). */
const BETA = 8

/** Taps at 44.1 and 48 kHz: 0.18 dB at worst for a 6 dB bell of Q 1 at 30 Hz, 0.05 dB at 60 Hz. */
const TAPS_AT_48K = 16_384

/** Length of the response at a rate: odd, and about as long in seconds at each. */
export const linearPhaseTaps = (sampleRate: number): number => {
  let taps = TAPS_AT_48K
  while (taps * 48_000 < TAPS_AT_48K * sampleRate) taps *= 2
  return taps - 1
}

/**
 * The zero-phase response of a cascade as a symmetric FIR, delay (length − 1)/2. Borrows kernel memory while it works.
 */
export const linearPhaseResponse = (
  kernels: Kernels,
  sections: readonly Biquad[],
  sampleRate: number,
): Float64Array =>
  linearPhaseOf(kernels, sampleRate, (turn) => {
    const half = sin(Math.PI * turn)
    const whole = sin(2 * Math.PI * turn)
    let power = 1
    for (const { b0, b1, b2, a1, a2 } of sections)
      power *=
        polynomialPowerAt(b0, b1, b2, half, whole) / polynomialPowerAt(1, a1, a2, half, whole)
    return Math.sqrt(power)
  })

/**
 * A symmetric FIR of the magnitude `magnitudeAt` (frequency as a share of the sample rate, 0…½), delay (length − 1)/2:
 * sampled on a grid twice as long, transformed, windowed. Borrows kernel memory while it works.
 */
export const linearPhaseOf = (
  kernels: Kernels,
  sampleRate: number,
  magnitudeAt: (turn: number) => number,
): Float64Array => {
  const length = linearPhaseTaps(sampleRate)
  const size = 2 * (length + 1)
  const scope = kernels.scope()
  const [re, im] = [scope.f32(size), scope.f32(size)]
  for (let k = 0; k <= size / 2; k++) {
    const magnitude = magnitudeAt(k / size)
    re.view[k] = magnitude
    if (k > 0) re.view[size - k] = magnitude
  }
  new Fft(kernels, scope, size).forward(re, im)
  const centre = (length - 1) / 2
  const window = windowOf(centre)
  const response = new Float64Array(length)
  for (let n = 0; n <= centre; n++) {
    const tap = ((re.view[n] ?? 0) / size) * (window[n] ?? 0)
    response[centre + n] = tap
    response[centre - n] = tap
  }
  scope.release()
  return response
}

const windowsMade = new Map<number, Float64Array>()

/** The window from its middle, where it is 1, to its end; made once for each length. */
const windowOf = (centre: number): Float64Array => {
  const known = windowsMade.get(centre)
  if (known) return known
  const peak = kaiserAt(0, BETA)
  const window = Float64Array.from(
    { length: centre + 1 },
    (_, n) => kaiserAt(n / (centre + 1), BETA) / peak,
  )
  windowsMade.set(centre, window)
  return window
}
