import type { Biquad } from '../../../dsp/filters/section'
import { Float64Fft } from '../../damage/float64-fft'
import type { Audio } from '../../damage/testing/audio'
import { THIRD_BANDS } from '../../spectrum'
import type { CorridorKind } from '../corridor'
import { overUsualDb } from '../deviations'
import { BED_RATE } from './bed-rate'
import { type Change, equalised } from './changes'

const SIZE = 8192
/** Windows that are as loud as this beside the loudest count, as for the detectors. */
const LOUD_SHARE = 10 ** -0.6
/** A filter changes the middle too, which all is told beside: so often is its gain set anew. */
const ROUNDS = 4

/** Mean power per third octave of the loud windows of both channels. */
const thirdsOf = (audio: Audio): Float64Array => {
  const fft = new Float64Fft(SIZE)
  const hann = Float64Array.from({ length: SIZE }, (_, n) => Math.sin((Math.PI * n) / SIZE) ** 2)
  const binHz = BED_RATE / SIZE
  const windows: Float64Array[] = []
  for (let start = 0; start + SIZE <= audio[0].length; start += SIZE) {
    const re = hann.map((weight, n) => weight * (audio[0][start + n] ?? 0))
    const im = hann.map((weight, n) => weight * (audio[1][start + n] ?? 0))
    fft.transform(re, im)
    const thirds = new Float64Array(THIRD_BANDS.count)
    for (let band = 0; band < THIRD_BANDS.count; band++) {
      const to = Math.round(THIRD_BANDS.edgeHz(band + 1) / binHz)
      for (let bin = Math.max(1, Math.round(THIRD_BANDS.edgeHz(band) / binHz)); bin < to; bin++)
        for (const at of [bin, SIZE - bin])
          thirds[band] = (thirds[band] ?? 0) + (re[at] ?? 0) ** 2 + (im[at] ?? 0) ** 2
    }
    windows.push(thirds)
  }
  const powerOf = (thirds: Float64Array): number => thirds.reduce((sum, power) => sum + power, 0)
  const least = LOUD_SHARE * Math.max(...windows.map(powerOf))
  const loud = windows.filter((thirds) => powerOf(thirds) >= least)
  return Float64Array.from({ length: THIRD_BANDS.count }, (_, band) =>
    loud.reduce((sum, thirds) => sum + (thirds[band] ?? 0) / loud.length, 0),
  )
}

/**
 * Through a filter whose gain brings a part of the spectrum to so many dB over what is usual: what a bell of 10 dB does to a
 * mix that was dull before is no fault.
 */
export const broughtTo =
  (kind: CorridorKind, overDb: number, sectionOf: (gainDb: number) => Biquad): Change =>
  (audio) => {
    let gainDb = 0
    let made = audio
    for (let round = 0; round < ROUNDS; round++) {
      gainDb += overDb - overUsualDb(kind, thirdsOf(made))
      made = equalised(sectionOf(gainDb))(audio)
    }
    return made
  }
