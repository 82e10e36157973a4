import { gainOfDb } from '../../../dsp/elementary'
import { BiquadCascade, onBoth } from '../../../dsp/filters/biquad'
import { butterworthHighPass } from '../../../dsp/filters/filter-design'
import type { Biquad } from '../../../dsp/filters/section'
import { describeModule, withProcessor } from '../../descriptor'
import { choiceSpec, numberSpec } from '../../spec'

const POLARITIES = [
  ['normal', 'Normal'],
  ['inverted', 'Inverted'],
] as const
const DC_OFFSET = { min: -100, max: 100, default: 0, step: 0.01, decimals: 4 } as const

/** What arrives, put in order: constant offset, rumble, level, polarity, balance. */
export const inputDescriptor = describeModule({
  id: 'input',
  label: 'Input',
  summary: 'Takes off a constant offset and rumble, then sets level, polarity and balance.',
  source:
    'Exact subtraction of the file’s mean; Butterworth high-pass, matched design (M. Vicanek 2016).',
  onByDefault: true,
  placement: 'first',
  parameters: [
    numberSpec('gainDb', 'Input gain', 'dB', {
      min: -24,
      max: 24,
      default: 0,
      step: 0.1,
      decimals: 1,
    }),
    numberSpec('balancePercent', 'Balance', '%', { min: -100, max: 100, default: 0 }),
    choiceSpec('polarityLeft', 'Left polarity', POLARITIES, 'normal'),
    choiceSpec('polarityRight', 'Right polarity', POLARITIES, 'normal'),
    numberSpec('dcLeftPercent', 'Left DC offset removed', '%', DC_OFFSET),
    numberSpec('dcRightPercent', 'Right DC offset removed', '%', DC_OFFSET),
    choiceSpec(
      'highPassSlope',
      'Subsonic filter',
      [
        ['off', 'Off'],
        ['12', '12 dB/oct'],
        ['24', '24 dB/oct'],
      ],
      'off',
    ),
    numberSpec('highPassHz', 'Subsonic frequency', 'Hz', {
      min: 10,
      max: 40,
      default: 20,
      step: 0.5,
      scale: 'log',
      decimals: 1,
    }),
  ],
  isNeutral: (values) =>
    values.gainDb === 0 &&
    values.balancePercent === 0 &&
    values.polarityLeft === 'normal' &&
    values.polarityRight === 'normal' &&
    values.dcLeftPercent === 0 &&
    values.dcRightPercent === 0 &&
    values.highPassSlope === 'off',
})

export const input = withProcessor(
  inputDescriptor,
  (values, { kernels, sampleRate, channelCount }) => {
    const scope = kernels.scope()
    const sections: readonly Biquad[] =
      values.highPassSlope === 'off'
        ? []
        : butterworthHighPass(
            values.highPassHz,
            values.highPassSlope === '12' ? 12 : 24,
            sampleRate,
          )
    const rumble =
      sections.length > 0 ? new BiquadCascade(kernels, scope, sections.map(onBoth)) : undefined
    const gain = gainOfDb(values.gainDb)
    // Turning towards one side takes level from the other; one channel alone has no sides.
    const lean = channelCount === 2 ? values.balancePercent / 100 : 0
    const sign = (polarity: 'normal' | 'inverted'): number => (polarity === 'normal' ? 1 : -1)
    const channels = [
      {
        offset: values.dcLeftPercent / 100,
        gain: gain * sign(values.polarityLeft) * Math.min(1, 1 - lean),
      },
      {
        offset: values.dcRightPercent / 100,
        gain: gain * sign(values.polarityRight) * Math.min(1, 1 + lean),
      },
    ]
    return {
      latencyFrames: 0,
      process: ({ pointers, frames, endsOnGrid }) => {
        for (let channel = 0; channel < pointers.length; channel++) {
          const settings = channels[channel]
          const pointer = pointers[channel]
          if (settings && pointer !== undefined)
            kernels.call.offsetAndScale(pointer, frames, settings.offset, settings.gain)
        }
        rumble?.process(pointers, frames, endsOnGrid)
      },
      reset: () => rumble?.reset(),
      dispose: () => scope.release(),
    }
  },
)
