import { assert } from '../../core/assert'
import { kaiserAt, kaiserBeta, kaiserOrder } from '../filters/kaiser'

/** Stop band of every half-band filter (sources: oversampling: 100 dB is enough, use 120). */
const ATTENUATION_DB = 120

/** Side taps of a half-band low-pass of 4k + 3 taps; its centre tap is 0.5, all others are 0. */
export interface HalfBand {
  readonly k: number
  /** h[0], h[2], … h[2k]: the first half of the symmetric side taps. */
  readonly side: Float64Array
}

/** The filter between `lowRate` and twice that, −120 dB from lowRate − pass-band on. */
export const halfBand = (lowRate: number, passHz: number): HalfBand => {
  const width = (lowRate - 2 * passHz) / (2 * lowRate)
  const length = kaiserOrder(ATTENUATION_DB, width) + 1
  const k = Math.max(1, Math.ceil((length - 3) / 4))
  const centre = 2 * k + 1
  const beta = kaiserBeta(ATTENUATION_DB)
  const side = Float64Array.from({ length: k + 1 }, (_, j) => {
    const t = 2 * j - centre
    // sin(πt/2) of odd t is ±1.
    const sine = (((t % 4) + 4) % 4 === 1 ? 1 : -1) as number
    return (sine / (Math.PI * t)) * kaiserAt(t / (centre + 1), beta)
  })
  // The side taps of an exact half-band filter sum to one half, so that DC passes with gain 1.
  const sum = 2 * side.reduce((total, tap) => total + tap, 0)
  const top = kaiserAt(0, beta)
  assert(Math.abs(sum / top - 0.5) < 1e-3, 'half-band design')
  return { k, side: side.map((tap) => (tap * 0.5) / sum) }
}
