import { amplitudeToDb } from '../../../core/decibels'
import { bandSection } from '../../../dsp/dynamics/dynamic-band'
import { Saturator } from '../../../dsp/dynamics/saturator'
import { gainOfDb } from '../../../dsp/elementary'
import { butterworthHighPass, highPass, lowPass } from '../../../dsp/filters/filter-design'
import type { Biquad } from '../../../dsp/filters/section'
import { describeModule, type Processor, withProcessor } from '../../descriptor'
import { PARAMETERS, type SaturationValues } from './parameters'

const BUTTERWORTH_Q = Math.SQRT1_2
/** The middle band: −3 dB two octaves apart, half the focus frequency and twice it. */
const MIDDLE_Q = 2 / 3
/** Even harmonics come with an offset; the filter that removes it leaves 20 Hz alone within 0.02 dB. */
const DC_BLOCK_HZ = 5
/** Bias at 100 %, in units of the curve's input: slope there 0.56 (tape), 0.48 (tube), 0.72 (clip). */
const FULL_BIAS = 0.8

export const saturationDescriptor = describeModule({
  id: 'saturation',
  label: 'Saturation',
  summary:
    'Adds the harmonics of tape, tube or clipping, to everything or to one band (an exciter).',
  source:
    'Oversampled curves between half-band filters of 120 dB; exciter: band, curve, band again',
  parameters: PARAMETERS,
  scope: 'spectrum',
  onByDefault: false,
  placement: 'free',
  isNeutral: ({ mixPercent, trimDb }) => mixPercent === 0 && trimDb === 0,
})

export const saturation = withProcessor(
  saturationDescriptor,
  (values, { kernels, sampleRate, channelCount }): Processor => {
    const { curve, driveDb, biasPercent, mixPercent, oversampling, trimDb } = values
    const band = focusBand(values, sampleRate)
    const bias = (biasPercent / 100) * FULL_BIAS
    const params = {
      curve,
      drive: gainOfDb(driveDb),
      bias,
      wet: mixPercent / 100,
      factor: oversampling === '8x' ? 8 : 4,
      before: band,
      after: bias === 0 ? band : [...band, ...butterworthHighPass(DC_BLOCK_HZ, 12, sampleRate)],
    } as const
    const core = new Saturator(kernels, params, sampleRate, channelCount)
    const trim = gainOfDb(trimDb)
    const gainReductionDb = new Float32Array(1)
    return {
      latencyFrames: core.latencyFrames,
      gainReductionDb,
      process: ({ pointers, frames, endsOnGrid }) => {
        gainReductionDb[0] = -amplitudeToDb(core.process(pointers, frames, endsOnGrid))
        if (trim === 1) return
        for (const pointer of pointers) kernels.call.applyGain(pointer, frames, trim)
      },
      reset: () => {
        core.reset()
        gainReductionDb[0] = 0
      },
      dispose: () => core.dispose(),
    }
  },
)

const focusBand = ({ focus, focusHz }: SaturationValues, sampleRate: number): readonly Biquad[] => {
  const audible = Math.min(focusHz, 0.45 * sampleRate)
  if (focus === 'low') return [lowPass(audible, BUTTERWORTH_Q, sampleRate)]
  if (focus === 'high') return [highPass(audible, BUTTERWORTH_Q, sampleRate)]
  if (focus === 'mid')
    return [bandSection({ shape: 'bell', freqHz: focusHz, q: MIDDLE_Q }, sampleRate)]
  return []
}
