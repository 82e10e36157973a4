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
import { bandSpecs, choiceSpec, numberSpec } from '../../spec'

/** The module's id. */
export const EQUALISER_ID = 'equaliser'

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

/** Names of the parameters of band `n` (1…8). */
export const bandParameterIds = (n: number) =>
  ({
    type: `type${n}`,
    freqHz: `freq${n}Hz`,
    gainDb: `gain${n}Db`,
    q: `q${n}`,
    slope: `slope${n}`,
    channel: `channel${n}`,
  }) as const

/** One band of the equaliser as its parameters say. */
export interface Band {
  readonly type: BandType
  readonly freqHz: number
  readonly gainDb: number
  readonly q: number
  readonly slope: Slope
  readonly channel: BandChannel
}

const specsOf = (type: BandType, freqHz: number, n: number): readonly ParameterSpec[] =>
  bandSpecs(n, [
    choiceSpec(bandParameterIds(n).type, 'Type', BAND_TYPES, type),
    numberSpec(bandParameterIds(n).freqHz, 'Frequency', 'Hz', {
      min: 20,
      max: 20_000,
      default: freqHz,
      scale: 'log',
    }),
    numberSpec(bandParameterIds(n).gainDb, 'Gain', 'dB', {
      min: -18,
      max: 18,
      default: 0,
      step: 0.1,
      decimals: 1,
    }),
    numberSpec(bandParameterIds(n).q, 'Q', '', {
      min: 0.1,
      max: 30,
      default: 0.71,
      step: 0.01,
      scale: 'log',
      decimals: 2,
    }),
    choiceSpec(
      bandParameterIds(n).slope,
      'Slope',
      [
        ['12', '12 dB/oct'],
        ['24', '24 dB/oct'],
        ['36', '36 dB/oct'],
        ['48', '48 dB/oct'],
      ],
      '12',
    ),
    choiceSpec(
      bandParameterIds(n).channel,
      'Channel',
      [
        ['stereo', 'Stereo'],
        ['mid', 'Mid'],
        ['side', 'Side'],
      ],
      'stereo',
    ),
  ])

/** Parameters of all bands. Slope belongs to the passes, Q to bell, shelves (up to 1) and notch. */
export const BAND_PARAMETERS: readonly ParameterSpec[] = STARTS.flatMap(({ type, freqHz }, index) =>
  specsOf(type, freqHz, index + 1),
)

/** The bands that `values` (validated) describe. */
export const bandsOf = (values: ParameterValues): readonly Band[] =>
  STARTS.map((_, index) => {
    const ids = bandParameterIds(index + 1)
    return {
      type: values[ids.type] as BandType,
      freqHz: values[ids.freqHz] as number,
      gainDb: values[ids.gainDb] as number,
      q: values[ids.q] as number,
      slope: Number(values[ids.slope]) as Slope,
      channel: values[ids.channel] as BandChannel,
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
