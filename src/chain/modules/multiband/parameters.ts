import type { NumberSpec, ParameterSpec } from '../../parameter'

/** Gentle starts, from the lowest band up: slower below, quicker above, ratio 2 at most. */
const STARTS = [
  { thresholdDb: -20, ratio: 2, attackMs: 30, releaseMs: 200 },
  { thresholdDb: -20, ratio: 1.5, attackMs: 25, releaseMs: 150 },
  { thresholdDb: -24, ratio: 1.5, attackMs: 15, releaseMs: 120 },
  { thresholdDb: -28, ratio: 1.5, attackMs: 10, releaseMs: 100 },
] as const

/** Where a three-way and a four-way split usually stand (reference 3.2). */
const CROSSOVERS = [
  { min: 30, max: 500, default: 120 },
  { min: 200, max: 4_000, default: 800 },
  { min: 1_000, max: 16_000, default: 5_000 },
] as const

type Range = Pick<NumberSpec, 'min' | 'max' | 'default' | 'step' | 'decimals'>

const number = (
  id: string,
  label: string,
  unit: string,
  scale: NumberSpec['scale'],
  range: Range,
): NumberSpec => ({ kind: 'number', id, label, unit, scale, ...range })

const oneDecimal = (min: number, max: number, standard: number, step: number): Range => ({
  min,
  max,
  default: standard,
  step,
  decimals: 1,
})

const bandSpecs = (start: (typeof STARTS)[number], n: number): readonly ParameterSpec[] => [
  number(
    `threshold${n}Db`,
    `Band ${n} threshold`,
    'dB',
    'linear',
    oneDecimal(-60, 0, start.thresholdDb, 0.5),
  ),
  number(`ratio${n}`, `Band ${n} ratio`, ':1', 'log', oneDecimal(1, 10, start.ratio, 0.1)),
  number(`knee${n}Db`, `Band ${n} knee`, 'dB', 'linear', oneDecimal(0, 24, 6, 0.5)),
  number(`attack${n}Ms`, `Band ${n} attack`, 'ms', 'log', {
    min: 0.1,
    max: 200,
    default: start.attackMs,
    step: 1,
    decimals: 1,
  }),
  number(`release${n}Ms`, `Band ${n} release`, 'ms', 'log', {
    min: 10,
    max: 2_000,
    default: start.releaseMs,
    step: 5,
    decimals: 0,
  }),
  number(`makeup${n}Db`, `Band ${n} make-up`, 'dB', 'linear', oneDecimal(-12, 12, 0, 0.1)),
  number(`mix${n}Percent`, `Band ${n} mix`, '%', 'linear', {
    min: 0,
    max: 100,
    default: 100,
    step: 1,
    decimals: 0,
  }),
  {
    kind: 'choice',
    id: `state${n}`,
    label: `Band ${n} state`,
    options: [
      { value: 'on', label: 'On' },
      { value: 'bypass', label: 'Bypass' },
      { value: 'solo', label: 'Solo' },
    ],
    default: 'on',
  },
]

export const PARAMETERS: readonly ParameterSpec[] = [
  {
    kind: 'choice',
    id: 'bandCount',
    label: 'Bands',
    options: [
      { value: '2', label: '2' },
      { value: '3', label: '3' },
      { value: '4', label: '4' },
    ],
    default: '4',
  },
  ...CROSSOVERS.map((range, index) =>
    number(`crossover${index + 1}Hz`, `Crossover ${index + 1}`, 'Hz', 'log', {
      ...range,
      step: 1,
      decimals: 0,
    }),
  ),
  ...STARTS.flatMap((start, index) => bandSpecs(start, index + 1)),
]
