import { analyse } from '../analysis/analyse'
import type { Analysis } from '../analysis/analysis'
import type { Recipe } from '../chain/recipe'
import { type JobContext, stage } from '../core/job'
import type { PcmStore } from '../core/pcm-store'
import { land } from './land'
import type { RenderServices, Upstream } from './upstream'
import type { Verdict } from './verdict'
import { verdictOf } from './verdict-of'

export interface RenderedMaster {
  readonly master: PcmStore
  /** As rendered: `landing` solved. */
  readonly recipe: Recipe
  readonly analysis: Analysis
  /** 16 × 128 */
  readonly truePeakDbtp: number
  readonly verdict: Verdict
  /** Real passes of the landing part. */
  readonly passes: number
}

/** Share of the work, for progress: passes and true peaks before it, the analysis after. */
const LANDING_END = 0.87
/** What the next pass or check takes of the landing that is left; their number is not known. */
const STAGE_SHARE = 0.6

/** Lands `recipe` on its upstream, at the upstream's own rate, and measures what came of it. */
export const finishMaster = async (
  upstream: Upstream,
  recipe: Recipe,
  { kernels, job, newStore }: RenderServices,
): Promise<RenderedMaster> => {
  const { sampleRate, channelCount } = upstream.audio
  const master = newStore(sampleRate, channelCount)
  const landed = await land(upstream, recipe, master, kernels, job, shrinkingStages(job))
  const analysis = await analyse(master, kernels, stage(job, LANDING_END, 1))
  const { pass, truePeakDbtp, stoppedBy, passes } = landed
  const verdict = verdictOf(landed.recipe, analysis, truePeakDbtp, pass, stoppedBy)
  return { master, recipe: landed.recipe, analysis, truePeakDbtp, verdict, passes }
}

const shrinkingStages = (job: JobContext): (() => JobContext) => {
  let at = 0
  return () => {
    const from = at
    at += (LANDING_END - at) * STAGE_SHARE
    return stage(job, from, at)
  }
}
