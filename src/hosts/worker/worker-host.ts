import type { Kernels } from '../../dsp/kernels'
import type { EngineHost } from '../../engine/host'
import { blobFiles } from '../blob/blob-files'
import { memoryStores } from '../memory-stores'
import { timeout } from '../timeout'
import { handOver } from './engine-port'
import { fetchEncoder } from './fetch-encoder'
import type { WorkerPool } from './worker-pool'
import { yieldToMessages } from './yield-to-messages'

/** A worker of the browser, with others beside it. */
export const workerHost = (
  kernels: Promise<Kernels>,
  pool: WorkerPool,
): EngineHost<File, Blob> => ({
  ...blobFiles(pool),
  loadEncoder: fetchEncoder,
  kernels,
  now: () => performance.now(),
  yieldToMessages,
  timeout,
  newStore: memoryStores(),
  executor: (own) => pool.executor(own),
  warmUp: () => pool.start(),
  handOver,
})
