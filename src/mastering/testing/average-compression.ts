import { Chain } from '../../chain/chain'
import type { Recipe } from '../../chain/recipe'
import { detachedJob } from '../../core/job'
import type { PcmReader } from '../../core/pcm-store'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { streamThrough } from './stream-through'

const kernels = nodeKernels()

/** What the bus compressor of `recipe` takes off `audio` on average, dB. */
export const averageCompressionDb = async (audio: PcmReader, recipe: Recipe): Promise<number> => {
  const chain = new Chain({
    kernels,
    sampleRate: audio.sampleRate,
    channelCount: 2,
    lengthFrames: audio.lengthFrames,
    modules: recipe.modules,
    landing: recipe.landing,
    part: 'before-limiter',
  })
  const compressor = chain.activeModules.find(({ id }) => id === 'bus-compressor')?.processor
  let sum = 0
  let count = 0
  await streamThrough(audio, chain, detachedJob, () => {}, {
    frames: 512,
    after: () => {
      sum += compressor?.gainReductionDb?.[0] ?? Number.NaN
      count++
    },
  })
  chain.dispose()
  return sum / count
}
