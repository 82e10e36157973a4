import type { Recipe } from '../chain/recipe'
import { portion } from '../core/job'
import type { PcmReader } from '../core/pcm-store'
import { finishMaster, type RenderedMaster } from './finish-master'
import { type RenderServices, upstreamOf } from './render/upstream'

/** Share of the work, for progress: the upstream with its envelope. */
const UPSTREAM_END = 0.35

/**
 * Renders the master of `source` (mono or stereo) with `recipe`: its modules, its target and its ceiling;
 * the landing is solved here. Same length to the frame. Deterministic: same source and recipe, same bytes.
 */
export const renderMaster = async (
  source: PcmReader,
  recipe: Recipe,
  services: RenderServices,
): Promise<RenderedMaster> => {
  const { job } = services
  const upstream = await upstreamOf(source, recipe, {
    ...services,
    job: portion(job, 0, UPSTREAM_END),
  })
  return finishMaster(upstream, recipe, { ...services, job: portion(job, UPSTREAM_END, 1) })
}
