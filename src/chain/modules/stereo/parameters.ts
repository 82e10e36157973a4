import type { NumberSpec, ParametersOf } from '../../parameter'

const width = <const Id extends string>(id: Id, label: string) =>
  ({
    kind: 'number',
    id,
    label,
    unit: '%',
    min: 0,
    max: 200,
    default: 100,
    step: 1,
    scale: 'linear',
    decimals: 0,
  }) as const satisfies NumberSpec

const freq = <const Id extends string>(
  id: Id,
  label: string,
  min: number,
  max: number,
  standard: number,
) =>
  ({
    kind: 'number',
    id,
    label,
    unit: 'Hz',
    min,
    max,
    default: standard,
    step: 1,
    scale: 'log',
    decimals: 0,
  }) as const satisfies NumberSpec

const gain = <const Id extends string>(id: Id, label: string) =>
  ({
    kind: 'number',
    id,
    label,
    unit: 'dB',
    min: -12,
    max: 6,
    default: 0,
    step: 0.1,
    scale: 'linear',
    decimals: 1,
  }) as const satisfies NumberSpec

const offOn = (on: string) =>
  [
    { value: 'off', label: 'Off' },
    { value: 'on', label: on },
  ] as const

export const PARAMETERS = [
  width('widthLowPercent', 'Low width'),
  width('widthMidPercent', 'Middle width'),
  width('widthHighPercent', 'High width'),
  freq('lowCrossoverHz', 'Low crossover', 60, 1_000, 250),
  freq('highCrossoverHz', 'High crossover', 1_500, 12_000, 4_000),
  { kind: 'choice', id: 'monoBass', label: 'Mono bass', options: offOn('On'), default: 'off' },
  freq('monoBassHz', 'Mono bass below', 40, 300, 100),
  gain('midGainDb', 'Mid level'),
  gain('sideGainDb', 'Side level'),
  { kind: 'choice', id: 'guard', label: 'Mono guard', options: offOn('On'), default: 'on' },
] as const

export type StereoValues = ParametersOf<typeof PARAMETERS>
