import type { Envelope } from '../../analysis/envelope'
import { joinEnvelopes } from '../../analysis/measure-envelope'
import { segmentsOf } from '../../analysis/segments'
import { storedPages } from '../../analysis/stored-pages'
import { Chain } from '../../chain/chain'
import type { Landing, ModuleSettings } from '../../chain/descriptor'
import { splitAtLimiter } from '../../chain/limiter-split'
import type { Recipe } from '../../chain/recipe'
import { assert } from '../../core/assert'
import type { JobContext } from '../../core/job'
import type { PcmReader, PcmStore } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import { type Executor, inlineExecutor, measurementsOf } from './executor'
import type { ReductionSeries } from './reduction-series'
import type { RenderPlan, Task } from './render-plan'
import { splitChain } from './split-chain'

/** Everything ahead of the drive, rendered once; landing passes start from here. */
export interface Upstream {
  /** Equal for recipes whose upstream modules are equal: see {@link upstreamKey}. */
  readonly key: string
  readonly audio: PcmReader
  readonly envelope: Envelope
  /** What its modules took off. */
  readonly reductions: readonly ReductionSeries[]
}

/**
 * Where a caller keeps upstreams of one source. While target, ceiling and limiter change, only
 * landing passes run.
 */
export interface UpstreamCache {
  get(key: string): Upstream | undefined
  /** `stores`: what was made for it and is to be released with it. */
  set(upstream: Upstream, stores: readonly PcmStore[]): void
}

export interface RenderServices {
  readonly kernels: Kernels
  readonly job: JobContext
  readonly newStore: (sampleRate: number, channelCount: number, expectedFrames?: number) => PcmStore
  /** Absent: everything on this thread. */
  readonly executor?: Executor
  /** Upstreams of this very source; absent = none kept. */
  readonly upstreams?: UpstreamCache
}

/** The envelope of a longer upstream that is kept lies in a store, 8 kB a second; of two hours it was 58 MB of the page's memory. */
const LONG_SECONDS = 600

/** What the upstream of a recipe depends on: its modules ahead of the limiter that are on. */
export const upstreamKey = (recipe: Recipe): string =>
  JSON.stringify(
    splitAtLimiter(recipe.modules)
      .before.filter(({ on }) => on)
      .map(({ id, values }) => [id, values]),
  )

/**
 * The upstream of `recipe`, from the cache or rendered. The source itself is the audio where nothing
 * upstream is at work; the envelope is measured in the same pass.
 */
export const upstreamOf = async (
  source: PcmReader,
  recipe: Recipe,
  { kernels, job, newStore, upstreams, executor = inlineExecutor(kernels) }: RenderServices,
): Promise<Upstream> => {
  const key = upstreamKey(recipe)
  const kept = upstreams?.get(key)
  if (kept) return kept
  const { sampleRate, lengthFrames } = source
  const { landing } = recipe
  const { before: ahead } = splitAtLimiter(recipe.modules)
  const atWork = works(ahead, landing, source, kernels)
  const tasks = envelopeTasks(source)
  const planFor = (workers: number): RenderPlan => {
    const whole = {
      parts: [{ modules: ahead, landing, part: 'before-limiter' }],
      latencyFrames: 0,
    } as const
    const split = workers > 1 ? splitChain(ahead, landing, source, kernels, executor.now) : whole
    const none = { parts: [], latencyFrames: 0 }
    return { lengthFrames, ...(atWork ? split : none), tasks }
  }
  const target = atWork ? newStore(sampleRate, source.channelCount) : null
  const { measurements, reductions } = await executor
    .run(planFor, { source, target }, job)
    .catch((cause: unknown) => {
      target?.release()
      throw cause
    })
  const envelope = joinEnvelopes(measurementsOf(measurements, 'envelope'), source)
  const made = { key, audio: target ?? source, envelope, reductions }
  if (!upstreams) return made
  const hops = lengthFrames < LONG_SECONDS * sampleRate ? null : newHopStore(envelope, newStore)
  const upstream = hops ? { ...made, envelope: inStore(envelope, hops) } : made
  upstreams.set(
    upstream,
    [target, hops].filter((store) => store !== null),
  )
  return upstream
}

/** Lies where its audio lies. */
const newHopStore = (
  { sampleRate, hopFrames, lengthFrames }: Envelope,
  newStore: RenderServices['newStore'],
): PcmStore => newStore(sampleRate / hopFrames, 2, lengthFrames)

/** As it is where the disk is full. */
const inStore = (envelope: Envelope, store: PcmStore): Envelope => {
  try {
    return { ...envelope, pages: storedPages(envelope.pages, store) }
  } catch {
    store.release()
    return envelope
  }
}

/** The envelope of audio that is there, peaks included. */
export const measureEnvelope = async (
  audio: PcmReader,
  { kernels, job, executor = inlineExecutor(kernels) }: RenderServices,
): Promise<Envelope> => {
  const { lengthFrames } = audio
  const tasks = envelopeTasks(audio)
  const plan = { lengthFrames, parts: [], latencyFrames: 0, tasks }
  const { measurements } = await executor.run(() => plan, { source: audio, target: null }, job)
  return joinEnvelopes(measurementsOf(measurements, 'envelope'), audio)
}

const envelopeTasks = ({ lengthFrames, sampleRate }: PcmReader): Task[] =>
  segmentsOf(lengthFrames, sampleRate).map((segment) => ({
    kind: 'envelope',
    segment,
    peaks: true,
  }))

/** Does anything ahead of the limiter change the source? */
const works = (
  modules: readonly ModuleSettings[],
  landing: Landing,
  source: PcmReader,
  kernels: Kernels,
): boolean => {
  const { sampleRate, lengthFrames } = source
  const audio = { sampleRate, channelCount: channelsOf(source), lengthFrames }
  const chain = new Chain({ kernels, ...audio, modules, landing, part: 'before-limiter' })
  chain.dispose()
  return chain.activeModules.length > 0
}

/** 1 or 2; more is refused when a file is opened. */
export const channelsOf = ({ channelCount }: PcmReader): 1 | 2 => {
  assert(channelCount === 1 || channelCount === 2, 'one or two channels')
  return channelCount
}
