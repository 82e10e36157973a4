import { ChunkPool } from '../core/chunk-pool'
import { MemoryPcmStore } from '../core/memory-pcm-store'

/** Three minutes at 96 kHz and a little. Longer stores leave the rest to the collector. */
const POOL_BYTES = 160 * 2 ** 20

/** Makes stores in memory, which use again what others of them have given back. */
export const memoryStores = (): ((sampleRate: number, channelCount: number) => MemoryPcmStore) => {
  const chunks = new ChunkPool(POOL_BYTES)
  return (sampleRate, channelCount) =>
    new MemoryPcmStore(sampleRate, channelCount, undefined, chunks)
}
