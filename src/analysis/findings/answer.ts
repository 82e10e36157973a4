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

/** What a detector says. */
export type Answer =
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

type FoundAnswer = Extract<Answer, { readonly state: 'found' }>

/** More are counted, but not listed. */
export const MOST_PLACES = 100

/** It was looked for, and is not there. */
export const NOT_FOUND: Answer = { state: 'not-found' }

/** Nobody can say, and why. */
export const notMeasured = (reason: NotMeasuredReason): Answer => ({
  state: 'not-measured',
  reason,
})

/**
 * Degree and certainty are held within 0…1, places to the first MOST_PLACES. Nothing is worse than it is certain: what may be
 * the arrangement's intent is not called severe.
 */
export const found = (
  degree: number,
  value: number | null,
  unit: FindingUnit,
  more: Partial<Pick<FoundAnswer, 'certainty' | 'bandHz' | 'standing' | 'places'>> = {},
): Answer => {
  const certainty = unitOf(more.certainty ?? 1)
  return {
    state: 'found',
    degree: Math.min(unitOf(degree), certainty),
    certainty,
    value,
    unit,
    bandHz: more.bandHz ?? null,
    standing: more.standing ?? null,
    places: (more.places ?? []).slice(0, MOST_PLACES),
  }
}

const unitOf = (value: number): number => Math.min(1, Math.max(0, value))
