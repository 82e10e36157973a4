import { expose } from 'comlink'
import { createEngineApi } from './engine-api'
import { holdLivenessLock } from './hold-liveness-lock'
import { loadKernels } from './load-kernels'
import { poolSize, spawnPoolWorker } from './spawn-pool-worker'
import { WorkerPool } from './worker-pool'

/** Offers the engine to the page that started this worker. */
export const startEngine = (): void => {
  const pool = new WorkerPool(spawnPoolWorker, poolSize(), () => performance.now())
  expose(createEngineApi(loadKernels(), holdLivenessLock(self.name), pool))
}
