import type { Envelope } from '../analysis/envelope'
import { HopMeter } from '../analysis/hop-meter'
import { Chain } from '../chain/chain'
import type { Recipe } from '../chain/recipe'
import { assert } from '../core/assert'
import type { JobContext } from '../core/job'
import type { PcmReader, PcmStore } from '../core/pcm-store'
import type { Kernels } from '../dsp/kernels'
import { LIMITER_ID } from './limiter-settings'
import { streamFrom, streamThrough } from './stream-through'

/** Everything ahead of the drive, rendered once; landing passes start from here. */
export interface Upstream {
  /** Equal for recipes whose upstream modules are equal: see {@link upstreamKey}. */
  readonly key: string
  readonly audio: PcmReader
  readonly envelope: Envelope
}

/**
 * Where a caller keeps upstreams of one source. While target, ceiling and limiter change, only
 * landing passes run.
 */
export interface UpstreamCache {
  get(key: string): Upstream | undefined
  set(upstream: Upstream): void
}

export interface RenderServices {
  readonly kernels: Kernels
  readonly job: JobContext
  readonly newStore: (sampleRate: number, channelCount: number) => PcmStore
  /** Upstreams of this very source; absent = none kept. */
  readonly upstreams?: UpstreamCache
}

/** What the upstream of a recipe depends on: its modules ahead of the limiter that are on. */
export const upstreamKey = ({ modules }: Recipe): string => {
  const limiterAt = modules.findIndex(({ id }) => id === LIMITER_ID)
  const ahead = limiterAt < 0 ? modules : modules.slice(0, limiterAt)
  return JSON.stringify(ahead.filter(({ on }) => on).map(({ id, values }) => [id, values]))
}

/**
 * The upstream of `recipe`, from the cache or rendered. The source itself is the audio where nothing
 * upstream is at work; the envelope is measured in the same pass.
 */
export const upstreamOf = async (
  source: PcmReader,
  recipe: Recipe,
  { kernels, job, newStore, upstreams }: RenderServices,
): Promise<Upstream> => {
  const key = upstreamKey(recipe)
  const kept = upstreams?.get(key)
  if (kept) return kept
  const { sampleRate } = source
  const channelCount = channelsOf(source)
  const meter = new HopMeter(kernels, sampleRate, channelCount, source.lengthFrames, {
    peaks: true,
  })
  const chain = new Chain({
    kernels,
    sampleRate,
    channelCount,
    modules: recipe.modules,
    landing: recipe.landing,
    part: 'upstream',
  })
  try {
    let audio = source
    if (chain.stages.length === 0)
      await streamFrom(source, job, (block, frames) => meter.push(block, frames))
    else {
      const store = newStore(sampleRate, channelCount)
      await streamThrough(source, chain, job, (block, frames) => {
        store.append(block, frames)
        meter.push(block, frames)
      })
      audio = store
    }
    const upstream = { key, audio, envelope: meter.finish() }
    upstreams?.set(upstream)
    return upstream
  } finally {
    chain.dispose()
    meter.release()
  }
}

/** 1 or 2; more is refused when a file is opened. */
export const channelsOf = ({ channelCount }: PcmReader): 1 | 2 => {
  assert(channelCount === 1 || channelCount === 2, 'one or two channels')
  return channelCount
}
