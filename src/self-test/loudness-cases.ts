import type { Measurements } from '../analysis/measurements'
import type { Tone, ToneSpec } from './tone-file'

/** A signal of a public test set, and how it has to be read. */
export interface LoudnessCase {
  readonly name: string
  readonly signal: ToneSpec
  readonly read: (measured: Measurements) => number | null
  readonly unit: 'LUFS' | 'LU' | 'dBTP'
  readonly expected: number
  readonly plus: number
  readonly minus: number
}

const SAMPLE_RATE = 48_000
const TONE_HZ = 1000

const tones = (...pairs: readonly (readonly [levelDbfs: number, seconds: number])[]): Tone[] =>
  pairs.map(([levelDbfs, seconds]) => ({ levelDbfs, seconds }))
const repeated = (times: number, pattern: readonly Tone[]): Tone[] =>
  Array.from({ length: times }, () => pattern).flat()
const at1kHz = (parts: readonly Tone[]): ToneSpec => ({
  tones: parts,
  sampleRate: SAMPLE_RATE,
  freqHz: TONE_HZ,
  phaseDegrees: 0,
})

const integrated = ({ loudness }: Measurements) => loudness.integratedLufs

/** Tech 3341 allows ±0.1 LU. */
const loudnessCase = (
  name: string,
  parts: readonly Tone[],
  read: LoudnessCase['read'] = integrated,
): LoudnessCase => ({
  name: `EBU Tech 3341, ${name}`,
  signal: at1kHz(parts),
  read,
  unit: 'LUFS',
  expected: name.startsWith('signal 2') ? -33 : -23,
  plus: 0.1,
  minus: 0.1,
})

/** Tech 3342 allows ±1 LU. */
const rangeCase = (number: number, parts: readonly Tone[], expected: number): LoudnessCase => ({
  name: `EBU Tech 3342, signal ${number}: loudness range`,
  signal: at1kHz(parts),
  read: ({ loudness }) => loudness.loudnessRangeLu,
  unit: 'LU',
  expected,
  plus: 1,
  minus: 1,
})

/** Tech 3341 allows +0.2 and −0.4 dB; a quarter of the sample rate, whose peaks lie between the samples. */
const peakCase = (
  number: number,
  phaseDegrees: number,
  levelDbfs: number,
  expected: number,
): LoudnessCase => ({
  name: `EBU Tech 3341, signal ${number}: true peak`,
  signal: {
    tones: tones([levelDbfs, 1]),
    sampleRate: SAMPLE_RATE,
    freqHz: SAMPLE_RATE / 4,
    phaseDegrees,
  },
  read: ({ truePeakDbtp }) => truePeakDbtp,
  unit: 'dBTP',
  expected,
  plus: 0.2,
  minus: 0.4,
})

/** −6.02 and +3 dB: amplitudes of 0.5 and 1.41. */
const HALF_DBFS = 20 * Math.log10(0.5)
const OVER_DBFS = 20 * Math.log10(1.41)

/** The signals of EBU Tech 3341 and 3342 that are tones in stereo. */
export const LOUDNESS_CASES: readonly LoudnessCase[] = [
  loudnessCase('signal 1: integrated', tones([-23, 20])),
  loudnessCase('signal 2: integrated', tones([-33, 20])),
  loudnessCase('signal 3: relative gate', tones([-36, 10], [-23, 60], [-36, 10])),
  loudnessCase(
    'signal 4: both gates',
    tones([-72, 10], [-36, 10], [-23, 60], [-36, 10], [-72, 10]),
  ),
  loudnessCase('signal 5: integrated', tones([-26, 20], [-20, 20.1], [-26, 20])),
  loudnessCase(
    'signal 9: maximum short-term',
    repeated(5, tones([-20, 1.34], [-30, 1.66])),
    ({ loudness }) => loudness.maximumShortTermLufs,
  ),
  loudnessCase(
    'signal 12: maximum momentary',
    repeated(25, tones([-20, 0.18], [-30, 0.22])),
    ({ loudness }) => loudness.maximumMomentaryLufs,
  ),
  peakCase(16, 45, HALF_DBFS, -6),
  peakCase(17, 60, HALF_DBFS, -6),
  peakCase(18, 67.5, HALF_DBFS, -6),
  peakCase(19, 45, OVER_DBFS, 3),
  rangeCase(1, tones([-20, 20], [-30, 20]), 10),
  rangeCase(2, tones([-20, 20], [-15, 20]), 5),
  rangeCase(3, tones([-40, 20], [-20, 20]), 20),
  rangeCase(4, tones([-50, 20], [-35, 20], [-20, 20], [-35, 20], [-50, 20]), 15),
]
