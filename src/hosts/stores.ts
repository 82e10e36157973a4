import type { ChunkSpace } from '../core/chunk-space'
import { canShare, MemoryPcmStore } from '../core/memory-pcm-store'
import type { PcmStore } from '../core/pcm-store'

/** Makes stores that share one space. `expectedFrames`: how long one will most likely become. */
export const storesIn = (space: ChunkSpace) => ({
  newStore: (sampleRate: number, channelCount: number, expectedFrames = 0): PcmStore => {
    const store = new MemoryPcmStore(sampleRate, channelCount, canShare(), space)
    if (Number.isFinite(expectedFrames)) store.expect(expectedFrames)
    return store
  },
  mostPcmBytes: (): number => space.mostStoreBytes,
})
