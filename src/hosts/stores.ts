import type { ChunkSpace } from '../core/chunk-space'
import { canShare, MemoryPcmStore } from '../core/memory-pcm-store'

/** Makes stores that share one space. */
export const storesIn =
  (space: ChunkSpace) =>
  (sampleRate: number, channelCount: number): MemoryPcmStore =>
    new MemoryPcmStore(sampleRate, channelCount, canShare(), space)
