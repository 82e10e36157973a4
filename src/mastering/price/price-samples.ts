import { KnownExcitations } from '../../analysis/damage/ears'
import type { Landing } from '../../chain/descriptor'
import { withLanding } from '../../chain/edit-recipe'
import type { Recipe } from '../../chain/recipe'
import { type JobContext, portion } from '../../core/job'
import type { PcmStore } from '../../core/pcm-store'
import { gradeLanding } from '../landing/grade-landing'
import { isClearlyBetter, isHard, isHeard } from '../landing/land-least-damage'
import { landingPass } from '../landing/landing-pass'
import type { LoudnessModel } from '../landing/loudness-model'
import { ALL_TURNED_DOWN, LOW_BAND_ALONE } from '../landing/low-band-landing'
import { ceilMargin, expectedMargin, modelOf, searchWith } from '../landing/solve-landing'
import { overCeilingDb } from '../landing/true-peak-allowance'
import { typicalStretches } from '../landing/typical-stretches'
import { deepestCancelledDbOf } from '../landing/verdict-of'
import { inlineExecutor } from '../render/executor'
import type { RenderServices, Upstream } from '../render/upstream'
import { gradeReadings } from './grade-readings'
import { LOUDEST_LUFS } from './grid'
import { driveAt, MODEL_MARGIN_DB, type PriceCurve } from './price-curve'
import { upstreamOfStretches } from './price-excerpt'

/** What a real pass over typical stretches gave. */
export interface PriceSample {
  /** LUFS of the whole master that goes with it. */
  readonly lufs: number
  readonly landing: Landing
  readonly averageReductionDb: number
  readonly maximumReductionDb: number
  /** How far the highest peak that was cancelled stood over the ceiling, dB ≥ 0. */
  readonly deepestCancelledDb: number
  /** 0 … −4; null where it cannot be graded. */
  readonly grade: number | null
}

/** The same, and by how much more than its model had for it the first try was loud, LU. */
interface TriedSample extends PriceSample {
  readonly firstMissLu: number
}

/** Graded passes that a curve may take. */
const SAMPLES = 5
/** Passes that look for one loudness; only the last is graded. */
const TRIES = 4
const NEAR_LU = 0.2
/** Over the ceiling by less, a sample tells the same. */
const NEAR_DB = 0.05
/** A way that ends farther from a loudness than this does not reach it. */
const REACHED_LU = 0.4
/** Samples nearer to each other tell nothing new. */
const CLOSEST_LU = 0.75
/** The first pass: there a model's miss is small, and tells how large it is at the loud end. */
const FIRST_LUFS = -7.5
/** A model's shortfall grows so many times with every LU. */
const MISS_GROWS = 2.2
/** No more is expected, LU. */
const MOST_EXPECTED_LU = 0.6
/** Places for another pass are looked at so far from each other, LU. */
const SEARCH_LU = 0.25
/** Where two readings of the grades are so far from each other, another pass decides. */
const TELLING = 0.12
/** A fall of the grade between two passes that may have a corner which no reading knows of. */
const STEEP = 1.5
const WINDOW_SECONDS = 4
/** So little is graded whole: what is left of its peaks, a part of it tells too little of. */
const WHOLE_SECONDS = 20
/** The windows are chosen by what stands over the ceiling at this loudness. */
const TYPICAL_LUFS = -9

/**
 * Real passes over three typical stretches of four seconds, or all of a short track (`whole` is its model), where they decide: two at the
 * loud end, then where two readings of the grades so far are farthest from each other. Quiet to loud; each is a landing
 * with its loudness, its reduction and its grade.
 */
export const priceSamples = async (
  whole: LoudnessModel,
  upstream: Pick<Upstream, 'audio' | 'envelope'>,
  recipe: Recipe,
  curve: PriceCurve,
  services: RenderServices,
): Promise<readonly PriceSample[]> => {
  const { newStore } = services
  const { sampleRate, channelCount, lengthFrames } = upstream.audio
  const modelDbtp = recipe.landing.ceilingDbtp - MODEL_MARGIN_DB
  const typicalDb = driveAt(curve, TYPICAL_LUFS)
  const stretches =
    lengthFrames <= WHOLE_SECONDS * sampleRate
      ? [{ start: 0, end: lengthFrames }]
      : typicalStretches(upstream.envelope, whole, typicalDb, modelDbtp, WINDOW_SECONDS)
  const audio = newStore(sampleRate, channelCount)
  const master = newStore(sampleRate, channelCount)
  try {
    const excerpt = await upstreamOfStretches(upstream.audio, stretches, audio, services)
    return await samplesOf(excerpt, recipe, curve, master, services)
  } finally {
    audio.release()
    master.release()
  }
}

/** The same of an excerpt that stands for the whole; `master`: overwritten by every pass. */
const samplesOf = async (
  excerpt: Upstream,
  recipe: Recipe,
  curve: PriceCurve,
  master: PcmStore,
  { kernels, job, executor = inlineExecutor(kernels) }: RenderServices,
): Promise<readonly PriceSample[]> => {
  const { ceilingDbtp } = recipe.landing
  const turningAllDown = withLanding(recipe, ALL_TURNED_DOWN)
  const sparing = withLanding(recipe, LOW_BAND_ALONE)
  const modelDbtp = ceilingDbtp - MODEL_MARGIN_DB
  const known = new KnownExcitations()

  /** What the first pass, near the loud end, is expected to need: what is louder near Nyquist is so at every target. */
  let expectedDb: number | null = null
  /** By how much more than its model had for it the first of these passes was loud, LU. */
  let missed: { readonly lufs: number; readonly missLu: number } | null = null

  /** What a first pass at this loudness is expected to be louder by than its model has for it, LU: by that of the first of all. */
  const grownFromFirst = (lufs: number): number =>
    missed ? grownMiss(missed.missLu, lufs - missed.lufs) : 0

  /**
   * The pass whose loudness comes nearest to a target of the whole, graded; with the low band turned down alone where the recipe's landing says so.
   * `expectedLu`: what its first try is expected to be louder by than its model has for it, LU.
   */
  const sample = async (
    lufs: number,
    way: Recipe,
    expectedLu: number,
    stage: JobContext,
  ): Promise<TriedSample> => {
    const driveDb = driveAt(curve, lufs)
    // The excerpt is louder or quieter than the whole: by as much as the models say.
    const model = modelOf(excerpt, way)
    const targetLufs = model.integratedLufs(driveDb, modelDbtp) ?? lufs
    const search = searchWith(model, { ...way, targetLufs })
    expectedDb ??= await expectedMargin(model, search, excerpt, way, kernels, stage)
    search.expectMiss(expectedLu)
    let marginDb = expectedDb
    let firstMissLu: number | null = null
    for (let tries = 1; ; tries++) {
      const thresholdDbtp = ceilingDbtp - marginDb
      const proposal = await search.next(thresholdDbtp, stage)
      const { landing } = withLanding(way, { ...proposal, marginDb })
      const pass = await landingPass(excerpt, way, landing, model, master, kernels, executor, stage)
      const { integratedLufs, averageReductionDb, maximumReductionDb, cancelled } = pass.result
      const missLu = (integratedLufs ?? targetLufs) - targetLufs
      const modelLufs = proposal.integratedLufs ?? targetLufs
      firstMissLu ??= (integratedLufs ?? modelLufs) - modelLufs
      missed ??= { lufs, missLu: firstMissLu }
      const overDb = overCeilingDb(pass.peaks, ceilingDbtp)
      if ((Math.abs(missLu) > NEAR_LU || overDb > NEAR_DB) && tries < TRIES) {
        search.learn(landing.driveDb, thresholdDbtp, targetLufs + missLu, pass.turnedDown)
        if (overDb > 0) {
          const nextDb = ceilMargin(marginDb + overDb)
          search.lowerThreshold(nextDb - marginDb)
          marginDb = nextDb
        }
        continue
      }
      const help = { executor, known }
      const graded = await gradeLanding(excerpt, master, integratedLufs, kernels, stage, help)
      const grade = graded?.grade ?? null
      const deepestCancelledDb = deepestCancelledDbOf(cancelled, ceilingDbtp)
      return {
        lufs: lufs + missLu,
        landing,
        averageReductionDb,
        maximumReductionDb,
        deepestCancelledDb,
        grade,
        firstMissLu,
      }
    }
  }

  /** Down from here the low band alone is not tried: even louder, that graded worse. */
  let worseLowLufs = Number.NEGATIVE_INFINITY

  /** Of both ways the one that landing would keep. */
  const leastDamage = async (lufs: number, stage: JobContext): Promise<PriceSample> => {
    const all = await sample(lufs, turningAllDown, grownFromFirst(lufs), stage)
    if (all.grade === null || !isHeard(all.grade) || !isHard(recipe, all.landing, all)) return all
    if (lufs <= worseLowLufs) return all
    // Driven as far, it falls short by as much: seen to 0.01 LU.
    const low = await sample(lufs, sparing, grownMiss(all.firstMissLu, 0), stage)
    if (low.grade === null || Math.abs(low.lufs - lufs) > REACHED_LU) return all
    if (low.grade < all.grade) worseLowLufs = lufs
    return isClearlyBetter(low.grade, all.grade) ? low : all
  }

  const samples: PriceSample[] = []
  for (let count = 0; count < SAMPLES; count++) {
    const lufs = nextLufs(curve, samples)
    if (lufs === null) break
    const stage = portion(job, count / SAMPLES, (count + 1) / SAMPLES)
    samples.push(await leastDamage(lufs, stage))
    samples.sort((a, b) => a.lufs - b.lufs)
  }
  return samples
}

/** What a model falls short so many LU on from where it missed by so much; where it did not, nothing is expected. */
const grownMiss = (missLu: number, byLu: number): number =>
  Math.max(-MOST_EXPECTED_LU, Math.min(0, missLu) * MISS_GROWS ** byLu)

/** Where another sample would tell most; null where none would tell anything. */
export const nextLufs = (curve: PriceCurve, samples: readonly PriceSample[]): number | null => {
  const { freeLufs } = curve
  if (freeLufs >= LOUDEST_LUFS - CLOSEST_LU) return null
  const begins = freeLufs < FIRST_LUFS - CLOSEST_LU ? [FIRST_LUFS, LOUDEST_LUFS] : [LOUDEST_LUFS]
  const begin = begins[samples.length]
  if (begin !== undefined) return begin
  const graded = samples
    .filter(({ lufs }) => lufs > freeLufs)
    .map(({ lufs, grade }) => ({ x: lufs, y: grade ?? 0 }))
  const { overLoudness, overEffort } = gradeReadings(curve, graded)
  const known = [{ x: freeLufs, y: 0 }, ...graded]
  const gaps = known.flatMap((low, index) => {
    const high = known[index + 1]
    return high ? [{ from: low.x, to: high.x, fall: low.y - high.y }] : []
  })
  const steep = gaps.filter(({ from, to, fall }) => fall > STEEP && to - from >= 2 * CLOSEST_LU)
  const least = steep.length > 0 ? -1 : TELLING
  let best: { readonly lufs: number; readonly apart: number } | null = null
  for (const { from, to } of steep.length > 0 ? steep : gaps)
    for (let lufs = to - CLOSEST_LU; lufs >= from + CLOSEST_LU; lufs -= SEARCH_LU) {
      const apart = Math.abs(overLoudness(lufs) - overEffort(lufs))
      if (apart > (best?.apart ?? least)) best = { lufs, apart }
    }
  return best?.lufs ?? null
}
