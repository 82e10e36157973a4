import { type Band, sectionsOf } from '../../chain/modules/equaliser/bands'
import { sin } from '../../dsp/elementary'
import { omega, polynomialPowerAt } from '../../dsp/filters/section'

/** A band of the equaliser that the fit may use. */
export type FittedBand = Pick<Band, 'type' | 'freqHz' | 'gainDb' | 'q'> & {
  readonly type: 'bell' | 'low-shelf' | 'high-shelf'
}

/** Response of a band in dB, frequency by frequency. */
export type BandResponse = (band: FittedBand) => Float64Array

/** Responses lower than this are nothing, as power. */
const FLOOR = 1e-30

/**
 * Responses at the same frequencies (Hz) again and again: what depends on the frequency alone is worked out once. 0 from
 * half the sample rate on.
 */
export const bandResponses = (freqsHz: readonly number[], sampleRate: number): BandResponse => {
  const inside = freqsHz.filter((freqHz) => freqHz < sampleRate / 2).length
  const halves = Float64Array.from(freqsHz, (freqHz) => sin(omega(freqHz, sampleRate) / 2))
  const wholes = Float64Array.from(freqsHz, (freqHz) => sin(omega(freqHz, sampleRate)))
  return (band) => {
    const response = new Float64Array(freqsHz.length)
    const sections = sectionsOf({ ...band, slope: 12, channel: 'stereo' }, sampleRate)
    for (let at = 0; at < inside; at++) {
      const [half, whole] = [halves[at] ?? 0, wholes[at] ?? 0]
      let power = 1
      for (const { b0, b1, b2, a1, a2 } of sections)
        power *=
          polynomialPowerAt(b0, b1, b2, half, whole) / polynomialPowerAt(1, a1, a2, half, whole)
      response[at] = 10 * Math.log10(Math.max(FLOOR, power))
    }
    return response
  }
}
