import { LEAST_CERTAIN } from '../../core/least-certain'

/** Everything that is looked for in a track: the file itself, its samples, its channels, its ends, its sound. */
export const FINDING_KINDS = [
  'silent',
  'too-short',
  'dc-offset',
  'clipped',
  'already-mastered',
  'limited',
  'peaks-between-samples',
  'lossy-source',
  'band-limited',
  'upsampled',
  'unused-bits',
  'scaled-bits',
  'subsonic',
  'hum',
  'polarity-inverted',
  'mono-compatibility',
  'out-of-phase',
  'dual-mono',
  'channel-imbalance',
  'channel-delay',
  'wide-bass',
  'clicks',
  'dropout',
  'noise-floor',
  'head-cut',
  'tail-cut',
  'head-silence',
  'tail-silence',
  'middle-silence',
  'sibilance',
  'harshness',
  'mud',
  'boom',
  'air',
  'sub',
  'resonance',
  'dynamics',
] as const

export type FindingKind = (typeof FINDING_KINDS)[number]

/** A stretch of the track, seconds. */
export interface Place {
  readonly startSeconds: number
  readonly endSeconds: number
}

export type FindingUnit =
  | ''
  | '%'
  | 'places'
  | 'dB'
  | 'dBFS'
  | 'dBTP'
  | 'LU'
  | 'Hz'
  | 'ms'
  | 's'
  | 'bits'
  /** Steps of 24-bit audio. */
  | 'LSB'

export type NotMeasuredReason =
  | 'silent'
  | 'too-short'
  | 'mono'
  /** Only originals are searched for everything. */
  | 'not-looked-for'
  /** The file holds no whole numbers: lossy, or floating point. */
  | 'no-bits'
  /** Too little of the track has what the question is about. */
  | 'too-little'
  /** Nothing in it is quiet enough to hear what lies under it. */
  | 'no-pauses'
  /** Nothing shows, which proves nothing. */
  | 'no-trace'

/** The level of a band beside the whole spectrum, dB. */
export interface Standing {
  /** Where it is as usual. */
  readonly usualDb: number
  /** By how much it is more. */
  readonly overDb: number
  /** The same as the band of the dynamic equaliser that would hold it hears it; absent where nobody asked. */
  readonly heard?: HeardLevels
}

/** Levels beside the whole, each of an equal share of the time, from the lowest on, dB. */
export interface HeardLevels {
  readonly betweenDb: readonly number[]
  /** The highest of each event. */
  readonly eventsDb: readonly number[]
  /** Where those events are, in order. */
  readonly places: readonly Place[]
}

/** Where in the spectrum, Hz. */
export type BandHz = readonly [lowHz: number, highHz: number]

/** The answer to whether something is in a track. */
export type Finding = { readonly kind: FindingKind } & (
  | {
      readonly state: 'found'
      /** 0…1: from barely worth telling to as bad as it gets. */
      readonly degree: number
      /** 0…1: how sure it is that this is so. */
      readonly certainty: number
      /** The number that decided, in `unit`; null where there is none. */
      readonly value: number | null
      readonly unit: FindingUnit
      /** null = the whole spectrum, or no matter of frequency. */
      readonly bandHz: BandHz | null
      /** How that band stands beside the whole spectrum; null or absent where nobody asked. */
      readonly standing?: Standing | null
      /** Where it is, in order, at most MOST_PLACES; empty = throughout. */
      readonly places: readonly Place[]
    }
  | { readonly state: 'not-found' }
  | { readonly state: 'not-measured'; readonly reason: NotMeasuredReason }
)

export type Found = Extract<Finding, { readonly state: 'found' }>

/** More are counted, but not listed. */
export const MOST_PLACES = 100

interface Findings {
  readonly findings: readonly Finding[]
}

/** What was found, most severe first. */
export const foundIn = ({ findings }: Findings): readonly Found[] =>
  findings
    .filter((finding): finding is Found => finding.state === 'found')
    .toSorted((a, b) => b.degree - a.degree)

/** The same without what is unsure: what is worth acting on. */
export const sureIn = (all: Findings): readonly Found[] =>
  foundIn(all).filter(({ certainty }) => certainty >= LEAST_CERTAIN)

/** Is something of this kind in the track? False where it was not measured. */
export const isFound = ({ findings }: Findings, kind: FindingKind): boolean =>
  findings.some((finding) => finding.kind === kind && finding.state === 'found')
