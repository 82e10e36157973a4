import type { NumberSpec, ParameterSpec } from '../../parameter'
import { bandSpecs, choiceSpec, numberSpec } from '../../spec'

/** Gentle starts, from the lowest band up: slower below, quicker above, ratio 2 at most. */
const STARTS = [
  { thresholdDb: -20, ratio: 2, attackMs: 30, releaseMs: 200 },
  { thresholdDb: -20, ratio: 1.5, attackMs: 25, releaseMs: 150 },
  { thresholdDb: -24, ratio: 1.5, attackMs: 15, releaseMs: 120 },
  { thresholdDb: -28, ratio: 1.5, attackMs: 10, releaseMs: 100 },
] as const

/** Where a three-way and a four-way split usually stand (sources: crossovers). */
const CROSSOVERS = [
  { min: 30, max: 500, default: 120 },
  { min: 200, max: 4_000, default: 800 },
  { min: 1_000, max: 16_000, default: 5_000 },
] as const

type Range = Pick<NumberSpec, 'min' | 'max' | 'default' | 'step' | 'decimals'>

const oneDecimal = (min: number, max: number, standard: number, step: number): Range => ({
  min,
  max,
  default: standard,
  step,
  decimals: 1,
})

const specsOf = (start: (typeof STARTS)[number], n: number): readonly ParameterSpec[] =>
  bandSpecs(n, [
    numberSpec(`threshold${n}Db`, 'Threshold', 'dB', oneDecimal(-60, 0, start.thresholdDb, 0.5)),
    numberSpec(`ratio${n}`, 'Ratio', ':1', {
      ...oneDecimal(1, 10, start.ratio, 0.1),
      scale: 'log',
    }),
    numberSpec(`knee${n}Db`, 'Knee', 'dB', oneDecimal(0, 24, 6, 0.5)),
    numberSpec(`attack${n}Ms`, 'Attack', 'ms', {
      scale: 'log',
      min: 0.1,
      max: 200,
      default: start.attackMs,
      step: 1,
      decimals: 1,
    }),
    numberSpec(`release${n}Ms`, 'Release', 'ms', {
      scale: 'log',
      min: 10,
      max: 2_000,
      default: start.releaseMs,
      step: 5,
    }),
    numberSpec(`makeup${n}Db`, 'Make-up', 'dB', oneDecimal(-12, 12, 0, 0.1)),
    numberSpec(`mix${n}Percent`, 'Mix', '%', {
      min: 0,
      max: 100,
      default: 100,
    }),
    choiceSpec(
      `state${n}`,
      'State',
      [
        ['on', 'On'],
        ['bypass', 'Bypass'],
        ['solo', 'Solo'],
      ],
      'on',
    ),
  ])

export const PARAMETERS: readonly ParameterSpec[] = [
  choiceSpec(
    'bandCount',
    'Bands',
    [
      ['2', '2'],
      ['3', '3'],
      ['4', '4'],
    ],
    '4',
  ),
  ...CROSSOVERS.map((range, index) =>
    numberSpec(`crossover${index + 1}Hz`, `Crossover ${index + 1}`, 'Hz', {
      scale: 'log',
      ...range,
    }),
  ),
  ...STARTS.flatMap((start, index) => specsOf(start, index + 1)),
]
