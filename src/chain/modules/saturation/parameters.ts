import type { ParametersOf } from '../../parameter'
import { choiceSpec, numberSpec } from '../../spec'

export const PARAMETERS = [
  choiceSpec(
    'curve',
    'Curve',
    [
      ['tape', 'Tape'],
      ['tube', 'Tube'],
      ['clip', 'Clip'],
    ],
    'tape',
  ),
  numberSpec('driveDb', 'Drive', 'dB', { min: -12, max: 24, default: 0, step: 0.1, decimals: 1 }),
  numberSpec('biasPercent', 'Bias', '%', { min: -100, max: 100, default: 0 }),
  numberSpec('mixPercent', 'Mix', '%', { min: 0, max: 100, default: 100 }),
  choiceSpec(
    'focus',
    'Focus',
    [
      ['off', 'Everything'],
      ['low', 'Below'],
      ['mid', 'Around'],
      ['high', 'Above'],
    ],
    'off',
  ),
  numberSpec('focusHz', 'Focus frequency', 'Hz', {
    min: 60,
    max: 12_000,
    default: 3_000,
    scale: 'log',
  }),
  choiceSpec(
    'oversampling',
    'Oversampling',
    [
      ['4x', '4×'],
      ['8x', '8×'],
    ],
    '4x',
  ),
  numberSpec('trimDb', 'Output trim', 'dB', {
    min: -12,
    max: 12,
    default: 0,
    step: 0.1,
    decimals: 1,
  }),
] as const

export type SaturationValues = ParametersOf<typeof PARAMETERS>
