import type { JobContext } from '../../core/job'
import { type BandResponse, bandResponses, type FittedBand } from './band-responses'
import { solveLinear } from './solve-linear'
import type { ToneCurve } from './tone-curve'

export interface EqualiserFit {
  readonly bands: readonly FittedBand[]
  /** Weighted, dB: what the bands leave of the curve. */
  readonly residualDb: number
}

/** Close enough to stop adding bands. */
const GOOD_RESIDUAL_DB = 0.1
/** Bands of less gain than this are not worth their place. */
const SMALLEST_GAIN_DB = 0.15
const REFINEMENTS = 12
const FIRST_DAMPING = 0.1
/** A step that gains less than this is the last. */
const SMALLEST_STEP_DB = 1e-4
const LOWEST_HZ = 25
const HIGHEST_HZ = 18_000
/** Narrower bells would follow the notes of a song. */
const Q_RANGE = { bell: [0.3, 3], 'low-shelf': [0.4, 1], 'high-shelf': [0.4, 1] } as const
const LARGEST_GAIN_DB = 6
/** Steps of the equaliser's own controls. */
const GAIN_STEP = 10
const Q_STEP = 100

/**
 * The fewest bands, `maxBands` at most, whose very response at `sampleRate` follows `curve`: bells and
 * shelves are set where most is missing, one after the other, and after each all of them are refined
 * together (damped Gauss–Newton over frequency, gain and Q). Rounded to what the controls show. Some
 * hundred milliseconds of work, which `job` may cut short.
 */
export const fitEqualiser = async (
  curve: ToneCurve,
  maxBands: number,
  sampleRate: number,
  job: JobContext,
): Promise<EqualiserFit> => {
  const response = bandResponses(curve.freqsHz, sampleRate)
  let best = fitted(curve, [], response)
  while (best.bands.length < maxBands && best.residualDb > GOOD_RESIDUAL_DB) {
    const { bands } = best
    let promising = best
    for (const added of candidates(curve, best)) {
      const tried = refine(curve, fitted(curve, [...bands, added], response), response)
      if (tried.residualDb < promising.residualDb) promising = tried
      const pause = job.checkpoint()
      if (pause) await pause
    }
    if (promising === best) break
    best = promising
    job.report(bands.length / maxBands)
  }
  const rounded = best.bands
    .map(toSteps)
    .filter(({ gainDb }) => Math.abs(gainDb) >= SMALLEST_GAIN_DB)
    .toSorted((a, b) => a.freqHz - b.freqHz)
  return { bands: rounded, residualDb: fitted(curve, rounded, response).residualDb }
}

/** Bands, and what is known of them. */
interface Fitted extends EqualiserFit {
  readonly responsesDb: readonly Float64Array[]
  /** What they leave of the curve, dB. */
  readonly missingDb: Float64Array
}

const fitted = (curve: ToneCurve, bands: readonly FittedBand[], response: BandResponse): Fitted => {
  const responsesDb = bands.map(response)
  const missingDb = Float64Array.from(curve.gainsDb, (gainDb, at) =>
    responsesDb.reduce((rest, responseDb) => rest - (responseDb[at] ?? 0), gainDb),
  )
  return { bands, responsesDb, missingDb, residualDb: residualOf(curve, missingDb) }
}

/** A bell where most is missing, and a shelf at either end. */
const candidates = (curve: ToneCurve, { missingDb: missing }: Fitted): readonly FittedBand[] => {
  const worst = missing.reduce(
    (at, value, index) =>
      Math.abs(value) * weightAt(curve, index) > Math.abs(missing[at] ?? 0) * weightAt(curve, at)
        ? index
        : at,
    0,
  )
  const freqHz = bounded(curve.freqsHz[worst] ?? 1000, LOWEST_HZ, HIGHEST_HZ)
  const gainDb = missing[worst] ?? 0
  return [
    { type: 'bell', freqHz, gainDb, q: 1 },
    { type: 'bell', freqHz, gainDb, q: 3 },
    { type: 'low-shelf', freqHz: Math.min(400, freqHz * 1.5), gainDb, q: 0.7 },
    { type: 'high-shelf', freqHz: Math.max(2000, freqHz / 1.5), gainDb, q: 0.7 },
  ]
}

/** Parameters move on scales where a step is alike everywhere: octaves of frequency, dB, octaves of Q. */
const refine = (curve: ToneCurve, start: Fitted, response: BandResponse): Fitted => {
  let best = start
  let damping = FIRST_DAMPING
  for (let round = 0; round < REFINEMENTS; round++) {
    const step = newtonStep(curve, best, damping, response)
    if (!step) break
    const bands = best.bands.map((band, index) =>
      nudged(band, step[3 * index] ?? 0, step[3 * index + 1] ?? 0, step[3 * index + 2] ?? 0),
    )
    const moved = fitted(curve, bands, response)
    const gainedDb = best.residualDb - moved.residualDb
    if (gainedDb > 0) {
      best = moved
      damping /= 3
      if (gainedDb < SMALLEST_STEP_DB) break
    } else damping *= 4
  }
  return best
}

const newtonStep = (
  { weights }: ToneCurve,
  { bands, responsesDb, missingDb }: Fitted,
  damping: number,
  response: BandResponse,
): readonly number[] | null => {
  const columns = bands.flatMap((band, index) => {
    const here = responsesDb[index]
    return DIRECTIONS.map((direction) =>
      response(nudged(band, ...direction)).map(
        (value, at) => (value - (here?.[at] ?? 0)) / DIFFERENCE,
      ),
    )
  })
  const weighted = columns.map((column) => column.map((value, at) => value * (weights[at] ?? 0)))
  const matrix = columns.map((row, i) =>
    weighted.map((column, j) => product(row, column) + (i === j ? damping + 1e-6 : 0)),
  )
  return solveLinear(
    matrix,
    weighted.map((column) => product(column, missingDb)),
  )
}

const product = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}

const DIFFERENCE = 0.01
const DIRECTIONS: readonly (readonly [number, number, number])[] = [
  [DIFFERENCE, 0, 0],
  [0, DIFFERENCE, 0],
  [0, 0, DIFFERENCE],
]

const nudged = (
  band: FittedBand,
  octaves: number,
  gainDb: number,
  qOctaves: number,
): FittedBand => {
  const [lowestQ, highestQ] = Q_RANGE[band.type]
  return {
    type: band.type,
    freqHz: bounded(band.freqHz * 2 ** bounded(octaves, -1, 1), LOWEST_HZ, HIGHEST_HZ),
    gainDb: bounded(band.gainDb + gainDb, -LARGEST_GAIN_DB, LARGEST_GAIN_DB),
    q: bounded(band.q * 2 ** bounded(qOctaves, -1, 1), lowestQ, highestQ),
  }
}

/** Weighted root mean square, dB. */
const residualOf = ({ weights }: ToneCurve, missingDb: Float64Array): number => {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) return 0
  const squares = weights.reduce((sum, weight, at) => sum + weight * (missingDb[at] ?? 0) ** 2, 0)
  return Math.sqrt(squares / total)
}

const weightAt = ({ weights }: ToneCurve, index: number): number => weights[index] ?? 0
const bounded = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value))

const toSteps = ({ type, freqHz, gainDb, q }: FittedBand): FittedBand => ({
  type,
  freqHz: Number(freqHz.toPrecision(3)),
  gainDb: Math.round(gainDb * GAIN_STEP) / GAIN_STEP,
  q: Math.round(q * Q_STEP) / Q_STEP,
})
