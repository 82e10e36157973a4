import { RememberingEars } from '../../analysis/damage/ears'
import type { Landing } from '../../chain/descriptor'
import { withLanding } from '../../chain/edit-recipe'
import type { Recipe } from '../../chain/recipe'
import { type JobContext, portion } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import type { Kernels } from '../../dsp/kernels'
import { excerptOf } from '../landing/excerpt'
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
import { measureEnvelope, type Upstream } from '../render/upstream'
import { HEARD_GRADE, LOUDEST_LUFS } from './grid'
import { driveAt, MODEL_MARGIN_DB, type PriceCurve } from './price-curve'

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

/** Graded passes that a curve may take. */
const SAMPLES = 4
/** Passes that look for one loudness; only the last is graded. */
const TRIES = 4
const NEAR_LU = 0.2
/** Over the ceiling by less, a sample tells the same. */
const NEAR_DB = 0.05
/** A way that ends farther from a loudness than this does not reach it. */
const REACHED_LU = 0.4
/** Samples nearer to each other tell nothing new. */
const CLOSEST_LU = 0.75
/** A fall of the grade that is worth another pass. */
const WORTH = 0.15
/** Where what is heard begins is worth as much as a fall of so much. */
const CROSSING = 2
const WINDOW_SECONDS = 5
/** The windows are chosen by what stands over the ceiling at this loudness. */
const TYPICAL_LUFS = -9

/**
 * Real passes over three typical stretches of five seconds (`whole` is the model of all), where they decide: at the
 * loud end, then where the grade crosses what is heard, then where it falls most. Quiet to loud; each is a landing
 * with its loudness, its reduction and its grade.
 */
export const priceSamples = async (
  whole: LoudnessModel,
  upstream: Pick<Upstream, 'audio' | 'envelope'>,
  recipe: Recipe,
  curve: PriceCurve,
  kernels: Kernels,
  job: JobContext,
): Promise<readonly PriceSample[]> => {
  const { ceilingDbtp } = recipe.landing
  const turningAllDown = withLanding(recipe, ALL_TURNED_DOWN)
  const sparing = withLanding(recipe, LOW_BAND_ALONE)
  const modelDbtp = ceilingDbtp - MODEL_MARGIN_DB
  const typicalDb = driveAt(curve, TYPICAL_LUFS)
  const stretches = typicalStretches(upstream.envelope, whole, typicalDb, modelDbtp, WINDOW_SECONDS)
  const audio = excerptOf(upstream.audio, stretches)
  const services = { kernels, job, newStore: () => new MemoryPcmStore(audio.sampleRate, 1, false) }
  const excerpt: Upstream = {
    key: '',
    audio,
    envelope: await measureEnvelope(audio, services),
    reductions: [],
  }
  const executor = inlineExecutor(kernels)
  const scope = kernels.scope()
  const listener = new RememberingEars(kernels, scope, audio.sampleRate)
  const master = new MemoryPcmStore(audio.sampleRate, audio.channelCount, false)

  /** What the first pass, at the loud end, is expected to need: what is louder near Nyquist is so at every target. */
  let expectedDb: number | null = null

  /** The pass whose loudness comes nearest to a target of the whole, graded; with the low band turned down alone where the recipe's landing says so. */
  const sample = async (lufs: number, way: Recipe, stage: JobContext): Promise<PriceSample> => {
    const driveDb = driveAt(curve, lufs)
    // The excerpt is louder or quieter than the whole: by as much as the models say.
    const model = modelOf(excerpt, way)
    const targetLufs = model.integratedLufs(driveDb, modelDbtp) ?? lufs
    const search = searchWith(model, { ...way, targetLufs })
    expectedDb ??= await expectedMargin(model, search, excerpt, way, kernels, stage)
    let marginDb = expectedDb
    for (let tries = 1; ; tries++) {
      const thresholdDbtp = ceilingDbtp - marginDb
      const proposal = await search.next(thresholdDbtp, stage)
      const { landing } = withLanding(way, { ...proposal, marginDb })
      const pass = await landingPass(excerpt, way, landing, model, master, kernels, executor, stage)
      const { integratedLufs, averageReductionDb, maximumReductionDb, cancelled } = pass.result
      const missLu = (integratedLufs ?? targetLufs) - targetLufs
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
      const graded = await gradeLanding(excerpt, master, integratedLufs, kernels, stage, listener)
      const grade = graded?.grade ?? null
      const deepestCancelledDb = deepestCancelledDbOf(cancelled, ceilingDbtp)
      return {
        lufs: lufs + missLu,
        landing,
        averageReductionDb,
        maximumReductionDb,
        deepestCancelledDb,
        grade,
      }
    }
  }

  /** Down from here the low band alone is not tried: even louder, that graded worse. */
  let worseLowLufs = Number.NEGATIVE_INFINITY

  /** Of both ways the one that landing would keep. */
  const leastDamage = async (lufs: number, stage: JobContext): Promise<PriceSample> => {
    const all = await sample(lufs, turningAllDown, stage)
    if (all.grade === null || !isHeard(all.grade) || !isHard(recipe, all.landing, all)) return all
    if (lufs <= worseLowLufs) return all
    const low = await sample(lufs, sparing, stage)
    if (low.grade === null || Math.abs(low.lufs - lufs) > REACHED_LU) return all
    if (low.grade < all.grade) worseLowLufs = lufs
    return isClearlyBetter(low.grade, all.grade) ? low : all
  }

  const samples: PriceSample[] = []
  try {
    for (let count = 0; count < SAMPLES; count++) {
      const lufs = nextLufs(curve.freeLufs, samples)
      if (lufs === null) break
      const stage = portion(job, count / SAMPLES, (count + 1) / SAMPLES)
      samples.push(await leastDamage(lufs, stage))
      samples.sort((a, b) => a.lufs - b.lufs)
    }
    return samples
  } finally {
    scope.release()
    master.release()
  }
}

/** Where another sample would tell most; null where none would tell anything. */
export const nextLufs = (freeLufs: number, samples: readonly PriceSample[]): number | null => {
  if (freeLufs >= LOUDEST_LUFS - CLOSEST_LU) return null
  if (samples.length === 0) return LOUDEST_LUFS
  const known = [{ lufs: freeLufs, grade: 0 }, ...samples]
  let best: { readonly lufs: number; readonly worth: number } | null = null
  for (const [index, high] of known.entries()) {
    const low = known[index - 1]
    if (!low || high.lufs - low.lufs < 2 * CLOSEST_LU) continue
    const from = low.grade ?? 0
    const to = high.grade ?? 0
    const crosses = from >= HEARD_GRADE && to < HEARD_GRADE
    const worth = from - to + (crosses ? CROSSING : 0)
    if (worth > (best?.worth ?? WORTH)) best = { lufs: (low.lufs + high.lufs) / 2, worth }
  }
  return best?.lufs ?? null
}
