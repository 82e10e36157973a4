import type { DynamicBandLaw, DynamicShape } from '../../../dsp/dynamic-band'
import type { NumberSpec, ParameterSpec, ParameterValues } from '../../parameter'

type Shape = DynamicShape | 'off'

/** Where the three bands start: mud, harshness, sibilance (the de-esser). */
const STARTS = [
  { freqHz: 250, q: 1 },
  { freqHz: 3_000, q: 1.5 },
  { freqHz: 7_000, q: 1 },
] as const

export const BAND_COUNT = STARTS.length

const number = (
  id: string,
  label: string,
  unit: string,
  [min, max, standard, step]: readonly [number, number, number, number],
  scale: 'linear' | 'log',
  decimals: number,
): NumberSpec => ({
  kind: 'number',
  id,
  label,
  unit,
  min,
  max,
  default: standard,
  step,
  scale,
  decimals,
})

const bandSpecs = ({ freqHz, q }: (typeof STARTS)[number], n: number): readonly ParameterSpec[] => [
  {
    kind: 'choice',
    id: `shape${n}`,
    label: `Band ${n} shape`,
    options: [
      { value: 'off', label: 'Off' },
      { value: 'bell', label: 'Bell' },
      { value: 'low-shelf', label: 'Low shelf' },
      { value: 'high-shelf', label: 'High shelf' },
    ],
    default: 'off',
  },
  number(`freq${n}Hz`, `Band ${n} frequency`, 'Hz', [20, 16_000, freqHz, 1], 'log', 0),
  number(`q${n}`, `Band ${n} Q`, '', [0.3, 8, q, 0.05], 'log', 2),
  {
    kind: 'choice',
    id: `detector${n}`,
    label: `Band ${n} detector`,
    options: [
      { value: 'relative', label: 'Beside the whole' },
      { value: 'absolute', label: 'Level' },
    ],
    default: 'relative',
  },
  number(`threshold${n}Db`, `Band ${n} threshold`, 'dB', [-60, 0, -12, 0.5], 'linear', 1),
  number(`ratio${n}`, `Band ${n} ratio`, ':1', [1, 20, 3, 0.1], 'log', 1),
  number(`range${n}Db`, `Band ${n} range`, 'dB', [-12, 6, -6, 0.5], 'linear', 1),
  number(`attack${n}Ms`, `Band ${n} attack`, 'ms', [0.5, 100, 2, 0.1], 'log', 1),
  number(`release${n}Ms`, `Band ${n} release`, 'ms', [10, 1_000, 60, 1], 'log', 0),
]

export const PARAMETERS: readonly ParameterSpec[] = [
  {
    kind: 'choice',
    id: 'channel',
    label: 'Channel',
    options: [
      { value: 'stereo', label: 'Stereo' },
      { value: 'mid', label: 'Mid' },
      { value: 'side', label: 'Side' },
    ],
    default: 'stereo',
  },
  ...STARTS.flatMap((start, index) => bandSpecs(start, index + 1)),
]

/** The bands at work: not off, and able to move. */
export const activeBands = (values: ParameterValues): readonly DynamicBandLaw[] =>
  STARTS.flatMap((_, index): DynamicBandLaw[] => {
    const n = index + 1
    const value = (id: string): number => values[id] as number
    const shape = values[`shape${n}`] as Shape
    if (shape === 'off' || value(`range${n}Db`) === 0 || value(`ratio${n}`) === 1) return []
    return [
      {
        shape,
        freqHz: value(`freq${n}Hz`),
        q: value(`q${n}`),
        detector: values[`detector${n}`] as DynamicBandLaw['detector'],
        thresholdDb: value(`threshold${n}Db`),
        ratio: value(`ratio${n}`),
        rangeDb: value(`range${n}Db`),
        attackMs: value(`attack${n}Ms`),
        releaseMs: value(`release${n}Ms`),
      },
    ]
  })
