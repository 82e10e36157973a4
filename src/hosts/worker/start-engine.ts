import { expose } from 'comlink'
import { createLocalEngine } from '../../engine/local-engine'
import { enginePort } from './engine-port'
import { openRoom } from './engine-room'
import { holdLivenessLock } from './hold-liveness-lock'
import { loadKernels } from './load-kernels'
import { poolSize, spawnPoolWorker } from './spawn-pool-worker'
import { workerHost } from './worker-host'
import { WorkerPool } from './worker-pool'

/** Offers the engine to the page that started this worker. */
export const startEngine = (): void => {
  const kernels = loadKernels()
  const room = openRoom(self.name)
  const pool = new WorkerPool(spawnPoolWorker, poolSize(), () => performance.now())
  const engine = createLocalEngine(workerHost(kernels, pool, room))
  const ready = Promise.all([holdLivenessLock(self.name), room.ready]).then(() => {})
  expose(enginePort(engine, kernels, ready, room.setMemoryBudget))
}
