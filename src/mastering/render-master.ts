import { analyse } from '../analysis/analyse'
import type { Analysis } from '../analysis/analysis'
import type { Recipe } from '../chain/recipe'
import { type JobContext, stage } from '../core/job'
import type { PcmReader, PcmStore } from '../core/pcm-store'
import { land } from './land'
import { type RenderServices, upstreamOf } from './upstream'
import type { Verdict } from './verdict'
import { verdictOf } from './verdict-of'

export interface RenderedMaster {
  readonly master: PcmStore
  /** As rendered: `landing` solved. */
  readonly recipe: Recipe
  readonly analysis: Analysis
  readonly verdict: Verdict
  /** Real passes of the landing part. */
  readonly passes: number
}

/** Shares of the work, for progress: upstream with its envelope, passes and true peaks, analysis. */
const UPSTREAM_END = 0.25
const LANDING_END = 0.9
/** What the next pass or check takes of the landing that is left; their number is not known. */
const STAGE_SHARE = 0.6

/**
 * Renders the master of `source` (mono or stereo) with `recipe`: its modules, its target and its ceiling;
 * the landing is solved here. Same length to the frame. Deterministic: same source and recipe, same bytes.
 */
export const renderMaster = async (
  source: PcmReader,
  recipe: Recipe,
  services: RenderServices,
): Promise<RenderedMaster> => {
  const { kernels, job, newStore } = services
  const upstream = await upstreamOf(source, recipe, {
    ...services,
    job: stage(job, 0, UPSTREAM_END),
  })
  const master = newStore(source.sampleRate, source.channelCount)
  const landed = await land(upstream, recipe, master, kernels, job, shrinkingStages(job))
  const analysis = await analyse(master, kernels, stage(job, LANDING_END, 1))
  const { pass, truePeakDbtp, stoppedBy, passes } = landed
  const verdict = verdictOf(landed.recipe, analysis, truePeakDbtp, pass, stoppedBy)
  return { master, recipe: landed.recipe, analysis, verdict, passes }
}

const shrinkingStages = (job: JobContext): (() => JobContext) => {
  let at = UPSTREAM_END
  return () => {
    const from = at
    at += (LANDING_END - at) * STAGE_SHARE
    return stage(job, from, at)
  }
}
