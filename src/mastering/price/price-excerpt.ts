import { forEachBlock } from '../../core/for-each-block'
import type { PcmReader, PcmStore } from '../../core/pcm-store'
import { excerptOf, type Stretch } from '../landing/excerpt'
import { measureEnvelope, type RenderServices, type Upstream } from '../render/upstream'

/** Copies these stretches of `audio`, one behind the other, into `store` (empty): unlike what they are read from, all workers can have it. */
export const upstreamOfStretches = async (
  audio: PcmReader,
  stretches: readonly Stretch[],
  store: PcmStore,
  services: RenderServices,
): Promise<Upstream> => {
  const { job } = services
  await forEachBlock(excerptOf(audio, stretches), { checkpoint: job.checkpoint }, (block, frames) =>
    store.append(block, frames),
  )
  return { key: '', audio: store, envelope: await measureEnvelope(store, services), reductions: [] }
}
