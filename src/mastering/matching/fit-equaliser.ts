import { type Band, sectionsOf } from '../../chain/modules/equaliser/bands'
import { magnitudeDb } from '../../dsp/filters/section'
import { solveLinear } from './solve-linear'
import type { ToneCurve } from './tone-curve'

/** A band of the equaliser that the fit may use. */
export type FittedBand = Pick<Band, 'type' | 'freqHz' | 'gainDb' | 'q'> & {
  readonly type: 'bell' | 'low-shelf' | 'high-shelf'
}

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
 * together (damped Gauss–Newton over frequency, gain and Q). Rounded to what the controls show.
 */
export const fitEqualiser = (
  curve: ToneCurve,
  maxBands: number,
  sampleRate: number,
): EqualiserFit => {
  let bands: readonly FittedBand[] = []
  let residualDb = residualOf(curve, bands, sampleRate)
  while (bands.length < maxBands && residualDb > GOOD_RESIDUAL_DB) {
    const tries = candidates(curve, bands, sampleRate).map((added) => {
      const refined = refine(curve, [...bands, added], sampleRate)
      return { bands: refined, residualDb: residualOf(curve, refined, sampleRate) }
    })
    const best = tries.reduce((a, b) => (b.residualDb < a.residualDb ? b : a), {
      bands,
      residualDb,
    })
    if (best.bands === bands) break
    ;({ bands, residualDb } = best)
  }
  const rounded = bands
    .map(toSteps)
    .filter(({ gainDb }) => Math.abs(gainDb) >= SMALLEST_GAIN_DB)
    .toSorted((a, b) => a.freqHz - b.freqHz)
  return { bands: rounded, residualDb: residualOf(curve, rounded, sampleRate) }
}

/** A bell where most is missing, and a shelf at either end. */
const candidates = (
  curve: ToneCurve,
  bands: readonly FittedBand[],
  sampleRate: number,
): readonly FittedBand[] => {
  const missing = missingDb(curve, bands, sampleRate)
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
const refine = (
  curve: ToneCurve,
  start: readonly FittedBand[],
  sampleRate: number,
): readonly FittedBand[] => {
  let bands = start
  let residual = residualOf(curve, bands, sampleRate)
  let damping = 0.1
  for (let round = 0; round < REFINEMENTS; round++) {
    const step = newtonStep(curve, bands, sampleRate, damping)
    if (!step) break
    const moved = bands.map((band, index) =>
      nudged(band, step[3 * index] ?? 0, step[3 * index + 1] ?? 0, step[3 * index + 2] ?? 0),
    )
    const after = residualOf(curve, moved, sampleRate)
    if (after < residual) {
      if (residual - after < 1e-4) return moved
      bands = moved
      residual = after
      damping /= 3
    } else damping *= 4
  }
  return bands
}

const newtonStep = (
  curve: ToneCurve,
  bands: readonly FittedBand[],
  sampleRate: number,
  damping: number,
): readonly number[] | null => {
  const missing = missingDb(curve, bands, sampleRate)
  const columns = bands.flatMap((band) => {
    const here = responseDb(curve, band, sampleRate)
    return DIRECTIONS.map((direction) => {
      const there = responseDb(curve, nudged(band, ...direction), sampleRate)
      return there.map((value, at) => (value - (here[at] ?? 0)) / DIFFERENCE)
    })
  })
  const product = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, at) => sum + value * (b[at] ?? 0) * weightAt(curve, at), 0)
  const matrix = columns.map((row, i) =>
    columns.map((column, j) => product(row, column) + (i === j ? damping + 1e-6 : 0)),
  )
  return solveLinear(
    matrix,
    columns.map((column) => product(column, missing)),
  )
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

const responseDb = (
  { freqsHz }: ToneCurve,
  band: FittedBand,
  sampleRate: number,
): readonly number[] => {
  const sections = sectionsOf({ ...band, slope: 12, channel: 'stereo' }, sampleRate)
  return freqsHz.map((freqHz) =>
    freqHz < sampleRate / 2 ? magnitudeDb(sections, freqHz, sampleRate) : 0,
  )
}

const missingDb = (
  curve: ToneCurve,
  bands: readonly FittedBand[],
  sampleRate: number,
): readonly number[] => {
  const responses = bands.map((band) => responseDb(curve, band, sampleRate))
  return curve.gainsDb.map((gainDb, at) =>
    responses.reduce((rest, response) => rest - (response[at] ?? 0), gainDb),
  )
}

/** Weighted root mean square, dB. */
const residualOf = (curve: ToneCurve, bands: readonly FittedBand[], sampleRate: number): number => {
  const weights = curve.weights.reduce((sum, weight) => sum + weight, 0)
  if (weights === 0) return 0
  const squares = missingDb(curve, bands, sampleRate).reduce(
    (sum, value, at) => sum + value * value * weightAt(curve, at),
    0,
  )
  return Math.sqrt(squares / weights)
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
