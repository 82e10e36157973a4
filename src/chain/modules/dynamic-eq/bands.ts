import type { DynamicBandParams, DynamicShape } from '../../../dsp/dynamics/dynamic-band'
import type { ParameterSpec, ParameterValues } from '../../parameter'
import { bandSpecs, choiceSpec, numberSpec } from '../../spec'

type Shape = DynamicShape | 'off'

/** Where the three bands start: mud, harshness, sibilance (the de-esser). */
const STARTS = [
  { freqHz: 250, q: 1 },
  { freqHz: 3_000, q: 1.5 },
  { freqHz: 7_000, q: 1 },
] as const

const SHAPES = [
  ['off', 'Off'],
  ['bell', 'Bell'],
  ['low-shelf', 'Low shelf'],
  ['high-shelf', 'High shelf'],
] as const
const DETECTORS = [
  ['relative', 'Relative'],
  ['absolute', 'Level'],
] as const
const CHANNELS = [
  ['stereo', 'Stereo'],
  ['mid', 'Mid'],
  ['side', 'Side'],
] as const

const specsOf = ({ freqHz, q }: (typeof STARTS)[number], n: number): readonly ParameterSpec[] =>
  bandSpecs(n, [
    choiceSpec(`shape${n}`, 'Shape', SHAPES, 'off'),
    numberSpec(`freq${n}Hz`, 'Frequency', 'Hz', {
      min: 20,
      max: 16_000,
      default: freqHz,
      scale: 'log',
    }),
    numberSpec(`q${n}`, 'Q', '', {
      min: 0.3,
      max: 8,
      default: q,
      step: 0.05,
      scale: 'log',
      decimals: 2,
    }),
    choiceSpec(`detector${n}`, 'Detector', DETECTORS, 'relative'),
    numberSpec(`threshold${n}Db`, 'Threshold', 'dB', {
      min: -60,
      max: 0,
      default: -12,
      step: 0.5,
      decimals: 1,
    }),
    numberSpec(`ratio${n}`, 'Ratio', ':1', {
      min: 1,
      max: 20,
      default: 3,
      step: 0.1,
      scale: 'log',
      decimals: 1,
    }),
    numberSpec(`range${n}Db`, 'Range', 'dB', {
      min: -12,
      max: 6,
      default: -6,
      step: 0.5,
      decimals: 1,
    }),
    numberSpec(`attack${n}Ms`, 'Attack', 'ms', {
      min: 0.5,
      max: 100,
      default: 2,
      step: 0.1,
      scale: 'log',
      decimals: 1,
    }),
    numberSpec(`release${n}Ms`, 'Release', 'ms', {
      min: 10,
      max: 1_000,
      default: 60,
      scale: 'log',
    }),
  ])

export const PARAMETERS: readonly ParameterSpec[] = [
  choiceSpec('channel', 'Channel', CHANNELS, 'stereo'),
  ...STARTS.flatMap((start, index) => specsOf(start, index + 1)),
]

/** The bands at work: not off, and able to move. */
export const activeBands = (values: ParameterValues): readonly DynamicBandParams[] =>
  STARTS.flatMap((_, index): DynamicBandParams[] => {
    const n = index + 1
    const value = (id: string): number => values[id] as number
    const shape = values[`shape${n}`] as Shape
    if (shape === 'off' || value(`range${n}Db`) === 0 || value(`ratio${n}`) === 1) return []
    return [
      {
        shape,
        freqHz: value(`freq${n}Hz`),
        q: value(`q${n}`),
        detector: values[`detector${n}`] as DynamicBandParams['detector'],
        thresholdDb: value(`threshold${n}Db`),
        ratio: value(`ratio${n}`),
        rangeDb: value(`range${n}Db`),
        attackMs: value(`attack${n}Ms`),
        releaseMs: value(`release${n}Ms`),
      },
    ]
  })
