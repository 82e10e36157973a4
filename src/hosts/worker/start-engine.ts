import { expose } from 'comlink'
import { createLocalEngine } from '../../engine/local-engine'
import { openEngineMemory } from './engine-memory'
import { enginePort } from './engine-port'
import { holdLivenessLock } from './hold-liveness-lock'
import { loadKernels } from './load-kernels'
import { poolSize, spawnPoolWorker } from './spawn-pool-worker'
import { workerHost } from './worker-host'
import { WorkerPool } from './worker-pool'

/** Offers the engine to the page that started this worker. */
export const startEngine = (): void => {
  const kernels = loadKernels()
  const memory = openEngineMemory(self.name)
  const pool = new WorkerPool(spawnPoolWorker, poolSize(), () => performance.now())
  // No audio before it is known where audio may lie: without a swap file memory would take six times as much.
  const prepared = Promise.all([kernels, memory.ready]).then(([loaded]) => loaded)
  const engine = createLocalEngine(workerHost(prepared, pool, memory))
  const ready = Promise.all([holdLivenessLock(self.name), memory.ready]).then(() => {})
  expose(enginePort(engine, kernels, ready, memory.setMemoryBudget))
}
