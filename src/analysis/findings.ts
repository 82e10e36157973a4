import type { Measurements } from './measurements'

/** Everything that is looked for in a track. */
export const FINDING_KINDS = [
  'silent',
  'too-short',
  'dc-offset',
  'clipped',
  'already-mastered',
  'mono-compatibility',
] as const

export type FindingKind = (typeof FINDING_KINDS)[number]

/** A stretch of the track, seconds. */
export interface Place {
  readonly startSeconds: number
  readonly endSeconds: number
}

/** The answer to whether something is in a track. */
export type Finding = { readonly kind: FindingKind } & (
  | {
      readonly state: 'found'
      /** 0…1: from barely worth telling to as bad as it gets. */
      readonly degree: number
      /** The number that decided, in `unit`; null where there is none. */
      readonly value: number | null
      readonly unit: '' | '%' | 'places' | 'LU'
      /** Where it is; empty = throughout, or not known. */
      readonly places: readonly Place[]
    }
  | { readonly state: 'not-found' }
  | { readonly state: 'not-measured'; readonly reason: 'silent' | 'too-short' | 'mono' }
)

export type Found = Extract<Finding, { readonly state: 'found' }>

interface Findings {
  readonly findings: readonly Finding[]
}

/** −60 dBFS (sources: ratios). */
const DC_OFFSET_LIMIT = 0.001
/** … and an offset of 5 % is as bad as it gets. */
const WORST_DC_OFFSET = 0.05
/** matchering warns from 8 (sources: clipped input). */
const CLIPPED_RUNS_LIMIT = 8
const WORST_CLIPPED_RUNS = 1000
/** Already-mastered input (sources: bounds). */
const MASTERED_PLR_LU = 9
const MASTERED_PEAK_DBTP = -1

type Answer = Finding extends infer F ? (F extends Finding ? Omit<F, 'kind'> : never) : never

const NOT_FOUND: Answer = { state: 'not-found' }

const found = (degree: number, value: number | null, unit: Found['unit']): Answer => ({
  state: 'found',
  degree: Math.min(1, Math.max(0, degree)),
  value,
  unit,
  places: [],
})

const isSilent = ({ samplePeakDbfs, loudness }: Measurements): boolean =>
  samplePeakDbfs === Number.NEGATIVE_INFINITY ||
  loudness.integratedLufs === Number.NEGATIVE_INFINITY

/** One detector for each kind. `clippedRuns`: see LevelStatistics. */
const DETECTORS: Readonly<
  Record<FindingKind, (measured: Measurements, clippedRuns: number) => Answer>
> = {
  silent: (measured) => (isSilent(measured) ? found(1, null, '') : NOT_FOUND),
  'too-short': ({ loudness }) =>
    loudness.integratedLufs === null ? found(1, null, '') : NOT_FOUND,
  'dc-offset': ({ dcOffset }) => {
    const offset = Math.max(0, ...dcOffset.map(Math.abs))
    return offset > DC_OFFSET_LIMIT ? found(offset / WORST_DC_OFFSET, offset * 100, '%') : NOT_FOUND
  },
  clipped: (_, clippedRuns) =>
    clippedRuns >= CLIPPED_RUNS_LIMIT
      ? found(Math.log(clippedRuns) / Math.log(WORST_CLIPPED_RUNS), clippedRuns, 'places')
      : NOT_FOUND,
  'already-mastered': ({ peakToLoudnessLu, truePeakDbtp, loudness }) => {
    if (peakToLoudnessLu === null)
      return {
        state: 'not-measured',
        reason: loudness.integratedLufs === null ? 'too-short' : 'silent',
      }
    const mastered = peakToLoudnessLu < MASTERED_PLR_LU && truePeakDbtp > MASTERED_PEAK_DBTP
    return mastered ? found(1, peakToLoudnessLu, 'LU') : NOT_FOUND
  },
  'mono-compatibility': ({ correlation }) => {
    if (correlation === null) return { state: 'not-measured', reason: 'mono' }
    return correlation < 0 ? found(-correlation, correlation, '') : NOT_FOUND
  },
}

/** An answer for every kind, in their order. */
export const findingsOf = (measured: Measurements, clippedRuns: number): readonly Finding[] =>
  FINDING_KINDS.map((kind) => ({ kind, ...DETECTORS[kind](measured, clippedRuns) }))

/** What was found, most severe first. */
export const foundIn = ({ findings }: Findings): readonly Found[] =>
  findings
    .filter((finding): finding is Found => finding.state === 'found')
    .toSorted((a, b) => b.degree - a.degree)

export const isFound = ({ findings }: Findings, kind: FindingKind): boolean =>
  findings.some((finding) => finding.kind === kind && finding.state === 'found')
