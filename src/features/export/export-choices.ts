import { formatOf } from '../../delivery/formats/registry'
import { type DeliverySettings, dithersFor, holdsRate, ratesFor } from '../../delivery/settings'
import { DITHER_LABELS } from '../../words/dither-labels'

export interface Option {
  readonly value: string
  readonly label: string
}

type Depth = DeliverySettings['depth']
type Dither = DeliverySettings['dither']

const DEPTH_LABELS: Readonly<Record<Depth, string>> = {
  '16': '16-bit',
  '24': '24-bit',
  '32f': '32-bit float',
}

/** The depths of a lossless format. */
export const depthOptions = ({ format }: Pick<DeliverySettings, 'format'>): readonly Option[] =>
  formatOf(format).depths.map((depth) => ({ value: depth, label: DEPTH_LABELS[depth] }))

/** The dithers that make sense at this rate (Hz), least noise first. */
export const ditherOptions = (
  settings: Pick<DeliverySettings, 'format' | 'depth'>,
  sampleRate: number,
): readonly Option[] => {
  const offered = dithersFor(settings, sampleRate)
  return (Object.keys(DITHER_LABELS) as Dither[])
    .filter((dither) => offered.includes(dither))
    .map((dither) => ({ value: dither, label: DITHER_LABELS[dither] }))
}

/** A sample rate to choose: 'source' where the format holds it, or Hz as text. */
export const rateOptions = (
  { format }: Pick<DeliverySettings, 'format'>,
  sourceRate: number,
  ratesHz: readonly number[],
): readonly Option[] => [
  ...(holdsRate(format, sourceRate)
    ? [{ value: 'source', label: `Same as source (${sourceRate / 1000} kHz)` }]
    : []),
  ...ratesFor(format, ratesHz)
    .filter((rate) => rate !== sourceRate)
    .map((rate) => ({ value: String(rate), label: `${rate / 1000} kHz` })),
]
