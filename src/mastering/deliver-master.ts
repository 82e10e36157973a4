import type { Recipe } from '../chain/recipe'
import { portion } from '../core/job'
import type { PcmReader } from '../core/pcm-store'
import { convertRate } from '../dsp/resampling/convert-rate'
import { finishMaster, type RenderedMaster } from './finish-master'
import { measureEnvelope, type RenderServices, upstreamOf } from './render/upstream'

/** Shares of the work, for progress. */
const UPSTREAM_END = 0.15
const CONVERTED = 0.4
const ENVELOPE_END = 0.5

/**
 * The master of `source` with `recipe` at another sample rate (Hz):
 * what is upstream of the drive is rendered at the source's rate and converted, the limiter runs at the
 * delivery rate, and the landing is solved anew there, since conversion moves peaks. So loudness and
 * ceiling hold in the file. Length round(n · L / M), no delay. Deterministic, as `renderMaster` is. Whatever is made on the way
 * is given back, but for the upstream that `services.upstreams` keeps.
 */
export const deliverMaster = async (
  source: PcmReader,
  recipe: Recipe,
  deliveryRate: number,
  services: RenderServices,
): Promise<RenderedMaster> => {
  const { job } = services
  const upstream = await upstreamOf(source, recipe, {
    ...services,
    job: portion(job, 0, UPSTREAM_END),
  })
  const converted = await convertRate(upstream.audio, deliveryRate, {
    ...services,
    job: portion(job, UPSTREAM_END, CONVERTED),
  })
  try {
    const measuring = { ...services, job: portion(job, CONVERTED, ENVELOPE_END) }
    const envelope = await measureEnvelope(converted, measuring)
    const there = { ...upstream, audio: converted, envelope }
    return await finishMaster(there, recipe, { ...services, job: portion(job, ENVELOPE_END, 1) })
  } finally {
    converted.release()
  }
}
