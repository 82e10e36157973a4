import {
  bell,
  butterworthHighPass,
  butterworthLowPass,
  highShelf,
  lowShelf,
  notch,
  type Slope,
  tilt,
} from '../../../dsp/filters/filter-design'
import type { Biquad } from '../../../dsp/filters/section'
import type { ParameterSpec, ParameterValues } from '../../parameter'
import { choiceSpec, numberSpec } from '../../spec'

export const BAND_TYPES = [
  ['off', 'Off'],
  ['bell', 'Bell'],
  ['low-shelf', 'Low shelf'],
  ['high-shelf', 'High shelf'],
  ['high-pass', 'High-pass'],
  ['low-pass', 'Low-pass'],
  ['notch', 'Notch'],
  ['tilt', 'Tilt'],
] as const

export type BandType = (typeof BAND_TYPES)[number][0]
export type BandChannel = 'stereo' | 'mid' | 'side'

/** What a band starts as: ready to be turned up or down, heard only once it is. */
const STARTS: readonly { readonly type: BandType; readonly freqHz: number }[] = [
  { type: 'off', freqHz: 30 },
  { type: 'low-shelf', freqHz: 80 },
  { type: 'bell', freqHz: 200 },
  { type: 'bell', freqHz: 500 },
  { type: 'bell', freqHz: 1250 },
  { type: 'bell', freqHz: 3200 },
  { type: 'high-shelf', freqHz: 8000 },
  { type: 'off', freqHz: 16_000 },
]

/** One band of the equaliser as its parameters say. */
export interface Band {
  readonly type: BandType
  readonly freqHz: number
  readonly gainDb: number
  readonly q: number
  readonly slope: Slope
  readonly channel: BandChannel
}

const bandSpecs = (type: BandType, freqHz: number, n: number): readonly ParameterSpec[] => [
  choiceSpec(`type${n}`, `Band ${n} type`, BAND_TYPES, type),
  numberSpec(`freq${n}Hz`, `Band ${n} frequency`, 'Hz', {
    min: 20,
    max: 20_000,
    default: freqHz,
    scale: 'log',
  }),
  numberSpec(`gain${n}Db`, `Band ${n} gain`, 'dB', {
    min: -18,
    max: 18,
    default: 0,
    step: 0.1,
    decimals: 1,
  }),
  numberSpec(`q${n}`, `Band ${n} Q`, '', {
    min: 0.1,
    max: 30,
    default: 0.71,
    step: 0.01,
    scale: 'log',
    decimals: 2,
  }),
  choiceSpec(
    `slope${n}`,
    `Band ${n} slope`,
    [
      ['12', '12 dB/oct'],
      ['24', '24 dB/oct'],
      ['36', '36 dB/oct'],
      ['48', '48 dB/oct'],
    ],
    '12',
  ),
  choiceSpec(
    `channel${n}`,
    `Band ${n} channel`,
    [
      ['stereo', 'Stereo'],
      ['mid', 'Mid'],
      ['side', 'Side'],
    ],
    'stereo',
  ),
]

/** Parameters of all bands. Slope belongs to the passes, Q to bell, shelves (up to 1) and notch. */
export const BAND_PARAMETERS: readonly ParameterSpec[] = STARTS.flatMap(({ type, freqHz }, index) =>
  bandSpecs(type, freqHz, index + 1),
)

/** The bands that `values` (validated) describe. */
export const bandsOf = (values: ParameterValues): readonly Band[] =>
  STARTS.map((_, index) => {
    const n = index + 1
    return {
      type: values[`type${n}`] as BandType,
      freqHz: values[`freq${n}Hz`] as number,
      gainDb: values[`gain${n}Db`] as number,
      q: values[`q${n}`] as number,
      slope: Number(values[`slope${n}`]) as Slope,
      channel: values[`channel${n}`] as BandChannel,
    }
  })

/** Does the band leave its signal as it is? */
export const isIdle = ({ type, gainDb }: Band): boolean => {
  if (type === 'off') return true
  const hasGain = type !== 'high-pass' && type !== 'low-pass' && type !== 'notch'
  return hasGain && gainDb === 0
}

/** The sections that make the band at one sample rate; none when it is idle. */
export const sectionsOf = (band: Band, sampleRate: number): readonly Biquad[] => {
  if (isIdle(band)) return []
  const { type, freqHz, gainDb, q, slope } = band
  switch (type) {
    case 'off':
      return []
    case 'bell':
      return [bell(freqHz, gainDb, q, sampleRate)]
    case 'low-shelf':
      return [lowShelf(freqHz, gainDb, q, sampleRate)]
    case 'high-shelf':
      return [highShelf(freqHz, gainDb, q, sampleRate)]
    case 'tilt':
      return [tilt(freqHz, gainDb, sampleRate)]
    case 'notch':
      return [notch(freqHz, q, sampleRate)]
    case 'high-pass':
      return butterworthHighPass(freqHz, slope, sampleRate)
    case 'low-pass':
      return butterworthLowPass(freqHz, slope, sampleRate)
  }
}
