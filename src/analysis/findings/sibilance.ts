import { SHORT_FRAME_SECONDS } from '../evidence/band-levels'
import { SHORT_BANDS_HZ, type ShortFrames } from '../evidence/short-frames'
import { powerDb } from '../evidence/spectral-row'
import { found, type HeardLevels, NOT_FOUND, notMeasured, type Place } from './answer'
import type { Detectors, ExaminedFacts } from './facts'
import { merged, runsOf } from './places'
import { median, percentile, shares } from './rows'

/** So far over its usual level beside the voice an s is sharp. */
const LEAST_DB = 14
const WORST_DB = 30
/** Shorter is a tick, longer a cymbal or a wind: 30–200 ms, in frames. */
const FEWEST_FRAMES = 2
const MOST_FRAMES = 10
/** Cymbals are broad: above 10 kHz they have about as much as below, an s less. */
const BROAD_DB = -2
/** Frames this far below the loudest are pauses, in which the noise of a room sounds like an s. */
const ACTIVE_WITHIN_DB = 30
/** … and an s rises so far over what 5–9 kHz usually has: not that the rest falls silent. */
const LEAST_RISE_DB = 6
/** Where there is next to nothing above 10 kHz, nobody can tell one from the other. */
const LEAST_ABOVE_DB = -25
/** A voice has more in half a minute; fewer are drum strokes or cymbals that happen to be as short. */
const FEWEST_EVENTS = 6
/** Of the active frames. */
const LEAST_SHARE = 0.01
const FEWEST_ACTIVE = 100
const MOST_CERTAIN = 0.7
/** A hi-hat plays in time, and fast: so many of its strokes follow one another at a beat as short as this, or multiples of it. */
const FEWEST_GAPS = 3
const SLOWEST_BEAT_SECONDS = 0.4
const IN_TIME_SECONDS = 0.025
const LEAST_IN_TIME = 0.7

interface Frame {
  readonly seconds: number
  readonly ratioDb: number
  readonly sibilantDb: number
  readonly wholeDb: number
  /** Above 10 kHz beside 5–9 kHz. */
  readonly aboveDb: number
  /** As a de-esser's detector holds it; null where nobody asked. */
  readonly deEsserDb: number | null
}

type Event = readonly Frame[]

/** A de-esser lets go within these frames behind an event: 100 ms. */
const RELEASE_FRAMES = 5
/** What is between s sounds stays below their level for so much of the time. */
const USUAL_SHARE = 0.9

export const SIBILANCE_DETECTORS = {
  sibilance: ({ evidence: { short }, measured: { sampleRate } }) => {
    const frames = short.map((stretch) => framesOf(stretch, sampleRate))
    const loudestDb = percentile(
      frames.flat().map(({ wholeDb }) => wholeDb),
      0.95,
    )
    const isActive = ({ wholeDb }: Frame): boolean => wholeDb > loudestDb - ACTIVE_WITHIN_DB
    const active = frames.flat().filter(isActive)
    if (active.length < FEWEST_ACTIVE) return notMeasured('too-short')
    const above = active.map(({ aboveDb }) => aboveDb)
    if (percentile(above, 0.95) < LEAST_ABOVE_DB) return notMeasured('too-little')
    const usualDb = median(active.map(({ ratioDb }) => ratioDb))
    const levelDb = median(active.map(({ sibilantDb }) => sibilantDb))
    const isSharp = (frame: Frame): boolean =>
      isActive(frame) &&
      frame.aboveDb < BROAD_DB &&
      frame.ratioDb > usualDb + LEAST_DB &&
      frame.sibilantDb > levelDb + LEAST_RISE_DB
    const events = frames.flatMap((stretch) =>
      runsOf(stretch.length, (k) => isSharp(stretch[k] ?? SILENCE))
        .filter(([from, to]) => to - from >= FEWEST_FRAMES && to - from <= MOST_FRAMES)
        .map(([from, to]) => stretch.slice(from, to)),
    )
    const share = events.flat().length / active.length
    if (events.length < FEWEST_EVENTS || share < LEAST_SHARE) return NOT_FOUND
    if (isInTime(events.map((event) => event[0]?.seconds ?? 0))) return NOT_FOUND
    const heard = heardLevels(events, frames, isActive)
    if (!standsOut(heard)) return NOT_FOUND
    const overDb = median(events.flat().map(({ ratioDb }) => ratioDb - usualDb))
    return found((overDb - LEAST_DB) / (WORST_DB - LEAST_DB) + 0.2, overDb, 'dB', {
      certainty: MOST_CERTAIN,
      bandHz: SHORT_BANDS_HZ[1],
      standing: {
        usualDb: median(active.map(({ sibilantDb, wholeDb }) => sibilantDb - wholeDb)),
        overDb,
        heard,
      },
      places: heard.places,
    })
  },
} satisfies Detectors<ExaminedFacts>

const SILENCE: Frame = {
  seconds: 0,
  ratioDb: 0,
  sibilantDb: -200,
  wholeDb: -200,
  aboveDb: 0,
  deEsserDb: null,
}

/** What a de-esser would hear at events, and while it has let go between them. */
const heardLevels = (
  events: readonly Event[],
  stretches: readonly (readonly Frame[])[],
  isActive: (frame: Frame) => boolean,
): HeardLevels => {
  const sharp = new Set(events.flat())
  const isNear = (stretch: readonly Frame[], k: number): boolean =>
    stretch.slice(Math.max(0, k - RELEASE_FRAMES), k + 2).some((frame) => sharp.has(frame))
  const between = stretches.flatMap((stretch) =>
    stretch.flatMap((frame, k) => (isActive(frame) && !isNear(stretch, k) ? [frame] : [])),
  )
  const levels = (of: readonly Frame[]): readonly number[] =>
    of.flatMap(({ deEsserDb }) => deEsserDb ?? [])
  const highest = events.flatMap((event) => {
    const heard = levels(event)
    return heard.length > 0 ? [Math.max(...heard)] : []
  })
  return {
    betweenDb: shares(levels(between)),
    eventsDb: shares(highest),
    places: placesOf(events),
  }
}

/** Does the middle event stand out of nearly all that lies between? Where not, the rest of the sound is as sharp. */
const standsOut = ({ betweenDb, eventsDb }: HeardLevels): boolean =>
  median(eventsDb) > percentile(betweenDb, USUAL_SHARE)

/** Do most of these moments follow one another on a fast beat? */
const isInTime = (seconds: readonly number[]): boolean => {
  const gaps = seconds
    .slice(1)
    .map((at, k) => at - (seconds[k] ?? 0))
    .filter((gap) => gap < 1)
  const beat = median(gaps)
  if (gaps.length < FEWEST_GAPS || beat > SLOWEST_BEAT_SECONDS) return false
  const offBeat = (gap: number): number => Math.abs(gap - beat * Math.round(gap / beat))
  const inTime = gaps.filter((gap) => offBeat(gap) <= IN_TIME_SECONDS)
  return inTime.length >= LEAST_IN_TIME * gaps.length
}

const placesOf = (events: readonly Event[]): readonly Place[] =>
  merged(events.map(placeOf), SHORT_FRAME_SECONDS)

const placeOf = (event: Event): Place => {
  const startSeconds = event[0]?.seconds ?? 0
  return { startSeconds, endSeconds: startSeconds + event.length * SHORT_FRAME_SECONDS }
}

const framesOf = (
  { startFrame, powers, deEsserDb }: ShortFrames,
  sampleRate: number,
): readonly Frame[] => {
  const bands = SHORT_BANDS_HZ.length
  return Array.from({ length: powers.length / bands }, (_, k) => {
    const [voice = -200, sibilantDb = -200, above = -200, wholeDb = -200] = Array.from(
      powers.subarray(k * bands, (k + 1) * bands),
      powerDb,
    )
    return {
      seconds: startFrame / sampleRate + k * SHORT_FRAME_SECONDS,
      ratioDb: sibilantDb - voice,
      sibilantDb,
      wholeDb,
      aboveDb: above - sibilantDb,
      deEsserDb: deEsserDb?.[k] ?? null,
    }
  })
}
