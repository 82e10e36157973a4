import type { Analysis } from '../analysis/analysis'
import { countClicks } from '../analysis/clicks'
import { endsOf, peakReader } from '../analysis/evidence/ends'
import type { Recipe } from '../chain/recipe'
import { type JobContext, portion } from '../core/job'
import type { PcmStore } from '../core/pcm-store'
import { landWithinGrade } from './landing/land-within-grade'
import { MasterTries } from './landing/master-tries'
import type { Verdict } from './landing/verdict'
import { verdictOf } from './landing/verdict-of'
import { mendedPlaces } from './proposal/click-effect'
import { inlineExecutor } from './render/executor'
import { measureLowEnd } from './render/measure-track'
import type { ReductionSeries } from './render/reduction-series'
import type { RenderServices, Upstream } from './render/upstream'

export interface RenderedMaster {
  readonly master: PcmStore
  /** As rendered: `landing` solved. */
  readonly recipe: Recipe
  readonly analysis: Analysis
  /** What every module with a detector took off, in signal order. */
  readonly reductions: readonly ReductionSeries[]
  /** 16 × 128 */
  readonly truePeakDbtp: number
  readonly verdict: Verdict
  /** Real passes of the landing part. */
  readonly passes: number
}

/** Share of the progress left that the next pass or check takes; their number is not known. */
const STAGE_SHARE = 0.6

/** Lands `recipe` on its upstream, at the upstream's own rate, and measures what came of it. */
export const finishMaster = async (
  upstream: Upstream,
  recipe: Recipe,
  { kernels, job, newStore, executor = inlineExecutor(kernels) }: RenderServices,
): Promise<RenderedMaster> => {
  const { sampleRate, channelCount } = upstream.audio
  const tries = new MasterTries(() => newStore(sampleRate, channelCount))
  const nextStage = shrinkingStages(job)
  const finish = async () => {
    const landed = await landWithinGrade(upstream, recipe, tries, kernels, executor, job, nextStage)
    const master = tries.finish()
    return { landed, master, lowEnd: await measureLowEnd(master, executor, nextStage()) }
  }
  const { landed, master, lowEnd } = await finish().catch((cause: unknown) => {
    tries.release()
    throw cause
  })
  job.report(1)
  const { pass, truePeakDbtp, stoppedBy, before, passes } = landed
  const ends = endsOf(master, peakReader(master))
  const clicksLeft = countClicks(master, mendedPlaces(landed.recipe))
  const analysis = { ...landed.analysis, lowEnd, ends, clicksLeft }
  const verdict = verdictOf(landed.recipe, analysis, truePeakDbtp, pass, stoppedBy, before)
  const reductions = [...upstream.reductions, ...landed.reductions]
  return { master, recipe: landed.recipe, analysis, reductions, truePeakDbtp, verdict, passes }
}

const shrinkingStages = (job: JobContext): (() => JobContext) => {
  let at = 0
  return () => {
    const from = at
    at += (1 - at) * STAGE_SHARE
    return portion(job, from, at)
  }
}
