import type { Kernels } from '../../dsp/kernels'
import type { EngineHost } from '../../engine/host'
import { blobFiles } from '../blob/blob-files'
import { storesIn } from '../stores'
import { timeout } from '../timeout'
import { diskFile } from './disk-file'
import type { EngineMemory } from './engine-memory'
import { handOver } from './engine-port'
import { fetchEncoder } from './fetch-encoder'
import type { WorkerPool } from './worker-pool'
import { yieldToMessages } from './yield-to-messages'

/** Longer files are not held in memory. */
const LONGEST_BLOB_BYTES = 2 ** 25

const filesOf = (
  { name, space }: EngineMemory,
  pool: WorkerPool,
): Pick<EngineHost<File, Blob>, 'openFile' | 'newFile'> => {
  const { openFile, newFile } = blobFiles(pool)
  return {
    openFile,
    newFile: (plan) =>
      space.swap && (plan.sizeBytes ?? 0) > LONGEST_BLOB_BYTES
        ? diskFile(name, plan, pool).catch(() => newFile(plan))
        : newFile(plan),
  }
}

/** A worker of the browser, with others beside it. */
export const workerHost = (
  kernels: Promise<Kernels>,
  pool: WorkerPool,
  memory: EngineMemory,
): EngineHost<File, Blob> => ({
  ...filesOf(memory, pool),
  loadEncoder: fetchEncoder,
  openSystemAac: async (stream) => (await import('./system-aac')).openSystemAac(stream),
  kernels,
  now: () => performance.now(),
  yieldToMessages,
  timeout,
  ...storesIn(memory.space),
  executor: (own) => pool.executor(own),
  warmUp: () => pool.start(),
  handOver,
})
