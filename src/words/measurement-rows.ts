import type { Analysis } from '../analysis/analysis'
import { formatGrouped, formatNumber, formatSigned } from './format'

export interface MeasurementRow {
  readonly label: string
  readonly unit: string
  /** Full precision in the row's unit; null = not measurable. */
  readonly value: (analysis: Analysis) => number | null
  readonly format: (value: number) => string
  /** The value is a level that must not be over the signal's limit. */
  readonly hasLimit?: true
}

const decimals = (count: number) => (value: number) => formatNumber(value, count)

/** Mean with the largest magnitude over channels, % of full scale. */
const worstDcPercent = ({ dcOffset }: Analysis): number =>
  100 * dcOffset.reduce((worst, mean) => (Math.abs(mean) > Math.abs(worst) ? mean : worst), 0)

/** The rows of the table, in reading order. Names are fixed: people and outside tests rely on them. */
export const MEASUREMENT_ROWS: readonly MeasurementRow[] = [
  {
    label: 'Integrated loudness',
    unit: 'LUFS',
    value: ({ loudness }) => loudness.integratedLufs,
    format: decimals(1),
  },
  {
    label: 'Maximum short-term',
    unit: 'LUFS',
    value: ({ loudness }) => loudness.maximumShortTermLufs,
    format: decimals(1),
  },
  {
    label: 'Maximum momentary',
    unit: 'LUFS',
    value: ({ loudness }) => loudness.maximumMomentaryLufs,
    format: decimals(1),
  },
  {
    label: 'Loudness range',
    unit: 'LU',
    value: ({ loudness }) => loudness.loudnessRangeLu,
    format: decimals(1),
  },
  {
    label: 'True peak',
    unit: 'dBTP',
    value: ({ truePeakDbtp }) => truePeakDbtp,
    format: decimals(2),
    hasLimit: true,
  },
  {
    label: 'Sample peak',
    unit: 'dBFS',
    value: ({ samplePeakDbfs }) => samplePeakDbfs,
    format: decimals(2),
  },
  {
    label: 'Peak to loudness',
    unit: 'LU',
    value: ({ peakToLoudnessLu }) => peakToLoudnessLu,
    format: decimals(1),
  },
  {
    label: 'Correlation',
    unit: '',
    value: ({ correlation }) => correlation,
    format: (value) => formatSigned(value, 2),
  },
  { label: 'DC offset', unit: '%', value: worstDcPercent, format: decimals(3) },
  {
    label: 'Duration',
    unit: 's',
    value: ({ durationSeconds }) => durationSeconds,
    format: decimals(2),
  },
  {
    label: 'Sample rate',
    unit: 'Hz',
    value: ({ sampleRate }) => sampleRate,
    format: formatGrouped,
  },
  { label: 'Channels', unit: '', value: ({ channelCount }) => channelCount, format: String },
]
