import { EnvelopeMeter } from '../../analysis/envelope-meter'
import { Chain } from '../../chain/chain'
import type { Landing, ModuleSettings } from '../../chain/descriptor'
import { BLOCK_FRAMES, monoOrStereo } from '../../core/pcm'
import type { PcmReader } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import type { PartSpec } from './render-plan'

/** Blocks that a module is timed on, after so many that nobody looks at. */
const TIMED_BLOCKS = 12
const WARM_UP_BLOCKS = 4
/** What an envelope with its peaks takes beside one without, on music (docs/performance.md). */
const ENVELOPE_WITH_PEAKS = 2

export interface ChainSplit {
  readonly parts: readonly PartSpec[]
  readonly latencyFrames: number
}

/**
 * The upstream chain in two parts of such a cost that two workers, which measure what is rendered as well,
 * are done together. Where it is split changes no bit. Timed on the middle of the track.
 */
export const splitChain = (
  modules: readonly ModuleSettings[],
  landing: Landing,
  source: PcmReader,
  kernels: Kernels,
  now: () => number,
): ChainSplit => {
  const { sampleRate, lengthFrames } = source
  const channelCount = monoOrStereo(source.channelCount)
  const bench = new Bench(source, now)
  let latencyFrames = 0
  const costs = modules.map((settings) => {
    const chain = new Chain({
      kernels,
      sampleRate,
      channelCount,
      lengthFrames,
      modules: [settings],
      landing,
      part: 'before-limiter',
    })
    latencyFrames += chain.latencyFrames
    try {
      return chain.activeModules.length === 0
        ? 0
        : bench.time((block, frames) => chain.process(block, block, frames))
    } finally {
      chain.dispose()
    }
  })
  const meter = new EnvelopeMeter(kernels, sampleRate, channelCount, source.lengthFrames, {
    peaks: false,
  })
  const measuring = ENVELOPE_WITH_PEAKS * bench.time((block, frames) => meter.push(block, frames))
  meter.release()
  const split = bestSplit(costs, measuring)
  const spec = (some: readonly ModuleSettings[]): PartSpec => ({
    modules: some,
    landing,
    part: 'before-limiter',
  })
  const works = (from: number, to: number): boolean =>
    costs.slice(from, to).some((cost) => cost > 0)
  if (!works(0, split) || !works(split, costs.length))
    return { parts: [spec(modules)], latencyFrames }
  return { parts: [spec(modules.slice(0, split)), spec(modules.slice(split))], latencyFrames }
}

/**
 * The split (modules ahead of it) with which two workers finish soonest: whoever waits for the other measures meanwhile. Of several that
 * end as soon, the most even.
 */
export const bestSplit = (costs: readonly number[], measuring: number): number => {
  const total = costs.reduce((sum, cost) => sum + cost, 0)
  let best = 0
  let soonest = Number.POSITIVE_INFINITY
  let evenest = Number.POSITIVE_INFINITY
  let first = 0
  for (let split = 0; split <= costs.length; split++) {
    const longer = Math.max(first, total - first)
    const time = Math.max(longer, (total + measuring) / 2)
    if (time < soonest || (time === soonest && longer < evenest)) {
      soonest = time
      evenest = longer
      best = split
    }
    first += costs[split] ?? 0
  }
  return best
}

class Bench {
  private readonly source: PcmReader
  private readonly now: () => number
  private readonly block: Float32Array[]

  constructor(source: PcmReader, now: () => number) {
    this.source = source
    this.now = now
    this.block = Array.from({ length: source.channelCount }, () => new Float32Array(BLOCK_FRAMES))
  }

  /** Milliseconds that `work` takes on the timed blocks, reading included. */
  time(work: (block: Float32Array[], frames: number) => void): number {
    const { source, block, now } = this
    const middle = Math.floor(source.lengthFrames / 2)
    let started = 0
    for (let index = 0; index < WARM_UP_BLOCKS + TIMED_BLOCKS; index++) {
      if (index === WARM_UP_BLOCKS) started = now()
      work(block, source.read(middle + index * BLOCK_FRAMES, block, BLOCK_FRAMES))
    }
    return now() - started
  }
}
