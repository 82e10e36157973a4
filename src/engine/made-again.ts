import type { Recipe } from '../chain/recipe'
import { portion } from '../core/job'
import type { DeliverableMaster } from '../delivery/deliver-file'
import { deliverable } from '../delivery/deliver-track'
import {
  type RenderServices,
  type Upstream,
  upstreamKey,
  upstreamOf,
} from '../mastering/render/upstream'
import { renderMaster } from '../mastering/render-master'
import type { TrackInUse } from './track-cache'

/** Share of a job's progress that what was let go takes, to be made again. */
const MADE_AGAIN = 0.6

/** The services of a job in two: for what has to be made first, and for the job itself. */
const inTwo = <Services extends RenderServices>(
  services: Services,
): { readonly ahead: Services; readonly own: Services } => ({
  ahead: { ...services, job: portion(services.job, 0, MADE_AGAIN) },
  own: { ...services, job: portion(services.job, MADE_AGAIN, 1) },
})

/**
 * The newest finished master of a track, null before there ever was one; where the cache let it go it is made again, the same
 * bytes, since source and recipe are the same. `services`: what is left of the job's progress.
 */
export const withMaster = async <Services extends RenderServices>(
  used: TrackInUse,
  services: Services,
): Promise<{ readonly master: DeliverableMaster | null; readonly services: Services }> => {
  const madeFrom = used.lostMaster()
  if (!madeFrom) return { master: used.master(), services }
  const { ahead, own } = inTwo(services)
  const { upstreams } = used
  const rendered = await renderMaster(used.source, madeFrom, { ...ahead, upstreams })
  // Another job may have made it meanwhile, or a newer one.
  if (used.lostMaster() === madeFrom)
    used.setMaster(deliverable(rendered), rendered.master, madeFrom)
  else rendered.master.release()
  return { master: used.master(), services: own }
}

/** The upstream of `recipe` where the track has one; made again where it had one; null otherwise. `services` as above. */
export const withUpstream = async <Services extends RenderServices>(
  { source, upstreams, hasLostUpstream }: TrackInUse,
  recipe: Recipe,
  services: Services,
): Promise<{ readonly upstream: Upstream | null; readonly services: Services }> => {
  const key = upstreamKey(recipe)
  const kept = upstreams.get(key) ?? null
  if (kept || !hasLostUpstream(key)) return { upstream: kept, services }
  const { ahead, own } = inTwo(services)
  return { upstream: await upstreamOf(source, recipe, { ...ahead, upstreams }), services: own }
}
