import type { Recipe } from '../../chain/recipe'
import { portion } from '../../core/job'
import { lowBandOf } from '../landing/low-band-landing'
import { ceilMargin, modelOf } from '../landing/solve-landing'
import type { RenderServices, Upstream } from '../render/upstream'
import { gradeReadings } from './grade-readings'
import { HEARD_GRADE, LOUDEST_LUFS, QUIETEST_LUFS } from './grid'
import { type CurvePoint, monotoneCurve } from './monotone-curve'
import {
  driveAt,
  MODEL_MARGIN_DB,
  type PriceCurve,
  type PricePoint,
  priceCurve,
} from './price-curve'
import { type PriceSample, priceSamples } from './price-samples'
import { peakProbes, turnedDownDb } from './turned-down-most'

/** A point of the curve, with what real passes tell of it. */
export interface GradedPoint extends PricePoint {
  /** Damage expected, 0 … −4; null while only the models have been asked, or where nothing can be graded. */
  readonly grade: number | null
  /** How far the highest peak that would be cancelled stands over the ceiling, dB ≥ 0; null while only the models have been asked. */
  readonly deepestCancelledDb: number | null
}

/** What every loudness costs. Plain data. */
export interface LoudnessPrice {
  /** Quiet to loud; empty where there is no loudness to speak of: silent, or shorter than 400 ms. */
  readonly points: readonly GradedPoint[]
  /** The loudest target that level alone reaches, LUFS; null where there are no points. */
  readonly freeLufs: number | null
  /** The loudest target whose damage is not heard, LUFS, within the curve; null while that is not known. */
  readonly inaudibleLufs: number | null
  /** Loudness of the real passes that it rests on, LUFS; none: the models alone. */
  readonly measuredAtLufs: readonly number[]
}

/** A real master's grade. */
export interface KnownGrade {
  readonly lufs: number
  readonly grade: number
}

const NOTHING: LoudnessPrice = {
  points: [],
  freeLufs: null,
  inaudibleLufs: null,
  measuredAtLufs: [],
}

/** Progress of the models, of all. */
const MODELS = 0.1

/**
 * The price of loudness with the limiter and the ceiling of `recipe`: by the models alone in milliseconds, or
 * (`measured`) corrected by a few graded passes over twelve seconds, and by a master whose grade is `known`. Its target
 * is not looked at.
 */
export const priceOfLoudness = async (
  upstream: Pick<Upstream, 'audio' | 'envelope'>,
  recipe: Recipe,
  measured: boolean,
  known: KnownGrade | null,
  services: RenderServices,
): Promise<LoudnessPrice> => {
  const { job } = services
  const model = modelOf(upstream, recipe)
  const curve = await priceCurve(model, upstream, recipe, portion(job, 0, MODELS))
  if (!curve) return NOTHING
  const samples = measured
    ? await priceSamples(model, upstream, recipe, curve, {
        ...services,
        job: portion(job, MODELS, 1),
      })
    : []
  const price = pricedBy(curve, measured ? samples : null, known)
  if (!measured) return price
  const points = await withHighestPeaks(price, upstream, recipe, services)
  return { ...price, points }
}

/** At quieter targets only so many of the probes are looked at, which were turned down most. */
const PROBES_KEPT = 12

/** The points, with what is turned down most looked for all over the track: three stretches do not hold it. */
const withHighestPeaks = async (
  { points, freeLufs }: LoudnessPrice,
  { audio, envelope }: Pick<Upstream, 'audio' | 'envelope'>,
  recipe: Recipe,
  { kernels, job: { checkpoint } }: RenderServices,
): Promise<readonly GradedPoint[]> => {
  const job = { report: () => {}, checkpoint }
  const found: GradedPoint[] = []
  let probes = peakProbes(envelope)
  for (const point of points.toReversed()) {
    const { landing, targetLufs, maximumReductionDb } = point
    const isLimited = targetLufs > (freeLufs ?? targetLufs) && !landing.lowBandDb
    const reductionsDb =
      isLimited && probes.length > 0
        ? await turnedDownDb(audio, probes, recipe, landing, kernels, job)
        : null
    const mostDb = reductionsDb?.reduce((most, db) => Math.max(most, db), 0) ?? 0
    found.push({ ...point, maximumReductionDb: Math.max(maximumReductionDb, mostDb) })
    if (reductionsDb)
      probes = probes
        .map((probe, index) => ({ probe, db: reductionsDb[index] ?? 0 }))
        .filter(({ db }) => db > 0)
        .toSorted((a, b) => b.db - a.db)
        .slice(0, PROBES_KEPT)
        .map(({ probe }) => probe)
        .toSorted((a, b) => a.start - b.start)
  }
  return found.toReversed()
}

/** The curve as the samples correct it; null: none were taken. A known grade is of a whole master, and counts for more. */
export const pricedBy = (
  curve: PriceCurve,
  samples: readonly PriceSample[] | null,
  known: KnownGrade | null,
): LoudnessPrice => {
  const { freeLufs } = curve
  if (!samples) {
    const points = curve.points.map((point) => ({
      ...point,
      grade: null,
      deepestCancelledDb: null,
    }))
    return { points, freeLufs, inaudibleLufs: null, measuredAtLufs: [] }
  }
  const isAbove = ({ lufs }: { readonly lufs: number }): boolean => lufs > freeLufs
  const through = (figureOf: (sample: PriceSample) => number): ((lufs: number) => number) =>
    monotoneCurve([
      { x: freeLufs, y: 0 },
      ...samples
        .filter(({ lufs }) => lufs > freeLufs)
        .map((sample) => ({ x: sample.lufs, y: figureOf(sample) })),
    ])
  const moreDriveDb = through(({ lufs, landing }) => landing.driveDb - driveAt(curve, lufs))
  const moreMarginDb = through(({ landing }) => landing.marginDb - MODEL_MARGIN_DB)
  // Over loudness it would begin where the first needle is cancelled: what is turned down begins where effort does.
  const averageDb = gradeReadings(
    curve,
    samples.filter(isAbove).map((sample) => ({ x: sample.lufs, y: sample.averageReductionDb })),
  ).overEffort
  const maximumDb = through((sample) => sample.maximumReductionDb)
  const deepestDb = through((sample) => sample.deepestCancelledDb)
  const isGraded = samples.every(({ grade: measured }) => measured !== null)
  const grades = fallingGrades([
    ...samples
      .filter(isAbove)
      .map(({ lufs, grade: measured }) => ({ x: lufs, y: measured ?? 0, weight: 1 })),
    ...(known && isAbove(known) ? [{ x: known.lufs, y: known.grade, weight: KNOWN_WEIGHT }] : []),
  ])
  const grade = gradeReadings(curve, grades).overEffort
  const points = curve.points.map((point): GradedPoint => {
    const { targetLufs, landing } = point
    const driveDb = landing.driveDb + moreDriveDb(targetLufs)
    const nearest = nearestTo(samples, targetLufs)
    // What cannot be between is that of the nearest.
    const shared = targetLufs > freeLufs && nearest ? nearest.landing : landing
    const lowerDb = moreMarginDb(targetLufs)
    return {
      ...point,
      landing: {
        ...landing,
        driveDb,
        budgetDb: shared.budgetDb,
        marginDb: ceilMargin(landing.marginDb + lowerDb),
        ...lowBandOf(shared),
      },
      peakToLoudnessLu: point.peakToLoudnessLu - lowerDb,
      averageReductionDb: averageDb(targetLufs),
      maximumReductionDb: maximumDb(targetLufs),
      deepestCancelledDb: deepestDb(targetLufs),
      grade: isGraded ? grade(targetLufs) : null,
    }
  })
  return {
    points,
    freeLufs,
    inaudibleLufs: isGraded ? loudestInaudible(grade) : null,
    measuredAtLufs: samples.map(({ lufs }) => lufs),
  }
}

/** Of a grade of the whole, in samples. */
const KNOWN_WEIGHT = 4

interface WeighedPoint extends CurvePoint {
  readonly weight: number
}

/**
 * The points in order of x, none above the one before: those that are take their weighed mean (pool adjacent violators:
 * Ayer and others, 1955). Louder is never better; what says so is the scatter of three short stretches.
 */
const fallingGrades = (points: readonly WeighedPoint[]): readonly CurvePoint[] => {
  const pools: { y: number; weight: number; readonly xs: number[] }[] = []
  for (const { x, y, weight } of points.toSorted((a, b) => a.x - b.x)) {
    let pool = { y, weight, xs: [x] }
    for (let last = pools.at(-1); last && last.y < pool.y; last = pools.at(-1)) {
      pools.pop()
      const sum = last.weight + pool.weight
      const mean = (last.y * last.weight + pool.y * pool.weight) / sum
      pool = { y: mean, weight: sum, xs: [...last.xs, ...pool.xs] }
    }
    pools.push(pool)
  }
  return pools.flatMap(({ y, xs }) => xs.map((x) => ({ x, y })))
}

const nearestTo = (samples: readonly PriceSample[], lufs: number): PriceSample | undefined =>
  samples.reduce<PriceSample | undefined>(
    (best, sample) =>
      best && Math.abs(best.lufs - lufs) <= Math.abs(sample.lufs - lufs) ? best : sample,
    undefined,
  )

/** Targets are set in tenths. */
const STEPS_PER_LU = 10

/** null where even the quietest target of the curve is heard. */
const loudestInaudible = (gradeAt: (lufs: number) => number): number | null => {
  for (let step = LOUDEST_LUFS * STEPS_PER_LU; step >= QUIETEST_LUFS * STEPS_PER_LU; step--)
    if (gradeAt(step / STEPS_PER_LU) >= HEARD_GRADE) return step / STEPS_PER_LU
  return null
}
