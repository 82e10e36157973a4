import type { Analysis } from '../analysis/analysis'
import type { FileCheck } from '../delivery/verify-file'
import type { SecondReading } from '../second-meter/second-meter'
import type { MeterComparison, MeterRow } from './report'

/** What two right meters may differ by: rounding, the grid of windows, and the filters between samples. */
const TOLERANCE = { loudnessLu: 0.02, rangeLu: 0.1, peakDb: 0.05 } as const
/** A track is analysed at 8 points a sample, a file checked at 16: up to 20 kHz at 44.1 kHz 8 read at most 0.14 dB too low. */
const ANALYSED_PEAK_DB = 0.15
/** Below the absolute gate of BS.1770-5 nothing is loud. */
const SILENT_LUFS = -70

type Quantity = Omit<MeterRow, 'signal' | 'first' | 'second' | 'agrees'> & {
  readonly second: (reading: SecondReading) => number | null
  readonly first: (analysis: Analysis) => number | null
}

const QUANTITIES: readonly Quantity[] = [
  {
    label: 'Integrated loudness',
    unit: 'LUFS',
    tolerance: TOLERANCE.loudnessLu,
    first: ({ loudness }) => loudness.integratedLufs,
    second: ({ integratedLufs }) => integratedLufs,
  },
  {
    label: 'Maximum short-term',
    unit: 'LUFS',
    tolerance: TOLERANCE.loudnessLu,
    first: ({ loudness }) => loudness.maximumShortTermLufs,
    second: ({ maximumShortTermLufs }) => maximumShortTermLufs,
  },
  {
    label: 'Maximum momentary',
    unit: 'LUFS',
    tolerance: TOLERANCE.loudnessLu,
    first: ({ loudness }) => loudness.maximumMomentaryLufs,
    second: ({ maximumMomentaryLufs }) => maximumMomentaryLufs,
  },
  {
    label: 'Loudness range',
    unit: 'LU',
    tolerance: TOLERANCE.rangeLu,
    first: ({ loudness }) => loudness.loudnessRangeLu,
    second: ({ loudnessRangeLu }) => loudnessRangeLu,
  },
  {
    label: 'True peak',
    unit: 'dBTP',
    tolerance: ANALYSED_PEAK_DB,
    first: ({ truePeakDbtp }) => truePeakDbtp,
    second: ({ truePeakDbtp }) => truePeakDbtp,
  },
  {
    label: 'Sample peak',
    unit: 'dBFS',
    tolerance: TOLERANCE.peakDb,
    first: ({ samplePeakDbfs }) => samplePeakDbfs,
    second: ({ samplePeakDbfs }) => samplePeakDbfs,
  },
]

interface Analysed {
  readonly analysis: Analysis
  readonly reading: SecondReading | null
}

/** Both meters on the original and on the master, all that they read; and on the delivered file, what the check of a file measures. */
export const compareMeters = (
  original: Analysed,
  master: Analysed,
  file: { readonly check: FileCheck; readonly reading: SecondReading | null },
): MeterComparison => {
  const rows: MeterRow[] = []
  const add = (
    signal: MeterRow['signal'],
    { label, unit, tolerance }: Quantity,
    first: number | null,
    second: number | null,
  ): void =>
    void rows.push({
      signal,
      label,
      unit,
      first,
      second,
      tolerance,
      agrees: agree(first, second, tolerance),
    })
  const analysed = (
    signal: MeterRow['signal'],
    { analysis, reading: ownReading }: Analysed,
  ): void => {
    for (const quantity of ownReading ? QUANTITIES : [])
      if (ownReading) add(signal, quantity, quantity.first(analysis), quantity.second(ownReading))
  }
  analysed('original', original)
  analysed('master', master)
  const { check, reading } = file
  const checked = { LUFS: check.integratedLufs, dBTP: check.truePeakDbtp }
  for (const quantity of reading ? QUANTITIES : [])
    if (reading && (quantity.label === 'Integrated loudness' || quantity.unit === 'dBTP'))
      add(
        'file',
        quantity.unit === 'dBTP' ? { ...quantity, tolerance: TOLERANCE.peakDb } : quantity,
        quantity.unit === 'dBTP' ? checked.dBTP : checked.LUFS,
        quantity.second(reading),
      )
  return { rows, readFile: reading !== null, agree: rows.every(({ agrees }) => agrees) }
}

const agree = (first: number | null, second: number | null, tolerance: number): boolean => {
  if (first === null || second === null) return first === second
  if (first < SILENT_LUFS && second < SILENT_LUFS) return true
  return Math.abs(first - second) <= tolerance
}
