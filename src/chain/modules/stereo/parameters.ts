import type { ParametersOf } from '../../parameter'
import { choiceSpec, numberSpec } from '../../spec'

const WIDTH = { min: 0, max: 200, default: 100 } as const
const LEVEL = { min: -12, max: 6, default: 0, step: 0.1, decimals: 1 } as const
const OFF_ON = [
  ['off', 'Off'],
  ['on', 'On'],
] as const

export const PARAMETERS = [
  numberSpec('widthLowPercent', 'Low width', '%', WIDTH),
  numberSpec('widthMidPercent', 'Middle width', '%', WIDTH),
  numberSpec('widthHighPercent', 'High width', '%', WIDTH),
  numberSpec('lowCrossoverHz', 'Low crossover', 'Hz', {
    min: 60,
    max: 1_000,
    default: 250,
    scale: 'log',
  }),
  numberSpec('highCrossoverHz', 'High crossover', 'Hz', {
    min: 1_500,
    max: 12_000,
    default: 4_000,
    scale: 'log',
  }),
  choiceSpec('monoBass', 'Mono bass', OFF_ON, 'off'),
  numberSpec('monoBassHz', 'Mono bass below', 'Hz', {
    min: 40,
    max: 300,
    default: 100,
    scale: 'log',
  }),
  numberSpec('midGainDb', 'Mid level', 'dB', LEVEL),
  numberSpec('sideGainDb', 'Side level', 'dB', LEVEL),
  choiceSpec('guard', 'Mono guard', OFF_ON, 'on'),
] as const

export type StereoValues = ParametersOf<typeof PARAMETERS>
