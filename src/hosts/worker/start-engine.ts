import { expose } from 'comlink'
import { createLocalEngine } from '../../engine/local-engine'
import { timeout } from '../timeout'
import { openEngineMemory } from './engine-memory'
import { enginePort } from './engine-port'
import { holdLivenessLock } from './hold-liveness-lock'
import { loadKernels } from './load-kernels'
import { poolSize, spawnPoolWorker } from './spawn-pool-worker'
import { workerHost } from './worker-host'
import { WorkerPool } from './worker-pool'

/** The private file system answers in some milliseconds, or (in a private window, once in a hundred pages) never. */
const SWAP_MS = 2000

/** Offers the engine to the page that started this worker. */
export const startEngine = (): void => {
  const kernels = loadKernels()
  const memory = openEngineMemory(self.name)
  const pool = new WorkerPool(spawnPoolWorker, poolSize(), () => performance.now())
  // No audio before it is known where audio may lie: without a swap file memory would take six times as much.
  const whereAudioLies = timeout(memory.ready, SWAP_MS).catch(() => {})
  const prepared = Promise.all([kernels, whereAudioLies]).then(([loaded]) => loaded)
  const engine = createLocalEngine(workerHost(prepared, pool, memory))
  const ready = Promise.all([holdLivenessLock(self.name), whereAudioLies]).then(() => {})
  expose(enginePort(engine, kernels, ready, memory))
}
