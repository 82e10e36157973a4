import { Chain, type ChainPart } from '../../chain/chain'
import type { Landing, ModuleSettings } from '../../chain/descriptor'
import { splitAtLimiter } from '../../chain/limiter-split'
import type { Recipe } from '../../chain/recipe'
import { assert } from '../../core/assert'
import type { PcmReader } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import type { ModuleReduction } from '../protocol/meter-frame'
import { AlignedChain, AlignedEffect, type AudioPull, TrackPull } from './latency-compensation'

/** A master in the making: `start` at a frame, then `pull` onward. */
export interface Pipeline extends AudioPull {
  /** Of what was pulled last. */
  reductions(): readonly ModuleReduction[]
  dispose(): void
}

/**
 * The recipe's chain in the two parts that rendering runs, so that both make the same bits; with `soloId`
 * what that module alone adds: its output − its input, silence where it is off, neutral or unknown.
 */
export const pipelineOf = (
  kernels: Kernels,
  source: PcmReader,
  { modules, landing }: Recipe,
  soloId: string | null,
): Pipeline => {
  const { sampleRate, channelCount, lengthFrames } = source
  assert(channelCount === 1 || channelCount === 2, 'one or two channels')
  const chains: Chain[] = []
  const chain = (part: ChainPart, list: readonly ModuleSettings[], driven: Landing): Chain => {
    const made = new Chain({
      kernels,
      sampleRate,
      channelCount,
      lengthFrames,
      modules: list,
      landing: driven,
      part,
    })
    chains.push(made)
    return made
  }
  const track = new TrackPull(source)
  const soloAt = modules.findIndex(({ id }) => id === soloId)
  const solo = modules[soloAt]
  const ahead = solo ? modules.slice(0, soloAt) : modules
  const upstream = new AlignedChain(track, chain('before-limiter', ahead, landing), source)
  let input: AudioPull = upstream
  // The drive stands right ahead of the limiter; a module before it is heard without.
  if (!solo || splitAtLimiter(modules).from.includes(solo))
    input = new AlignedChain(upstream, chain('from-limiter', ahead, landing), source)
  if (solo)
    input = new AlignedEffect(input, chain('whole', [solo], { ...landing, driveDb: 0 }), source)
  const activeModules = chains.flatMap((made) => made.activeModules)
  return {
    start: (frame) => input.start(frame),
    pull: (into, frames) => input.pull(into, frames),
    reductions: () =>
      activeModules.flatMap(({ id, processor: { gainReductionDb } }) =>
        gainReductionDb ? [{ moduleId: id, reductionDb: [...gainReductionDb] }] : [],
      ),
    dispose: () => {
      for (const made of chains) made.dispose()
    },
  }
}
