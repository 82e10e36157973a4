import { transfer, wrap } from 'comlink'
import type { PoolWorkerApi } from './pool-worker'
import type { PoolWorker } from './worker-pool'

/** Another worker of the pool, started from the engine's. */
export const spawnPoolWorker = (): PoolWorker => {
  const name = `pool-${Math.random().toString(36).slice(2)}`
  const worker = new Worker(new URL('./pool.worker.ts', import.meta.url), { type: 'module', name })
  const api = wrap<PoolWorkerApi>(worker)
  const watching = new AbortController()
  return {
    ready: () => api.ready(),
    work: (...plan) => api.work(...plan),
    check: (port, plan) => api.check(transfer(port, [port]), plan),
    onExit: (exited) => {
      worker.addEventListener('error', exited)
      // It holds this lock for life: see hold-liveness-lock.
      navigator.locks?.request(name, { signal: watching.signal }, exited).catch(() => {
        // Aborted: nobody watches any more.
      })
    },
    terminate: () => {
      watching.abort()
      worker.terminate()
    },
  }
}

/** Workers beside the engine's own: as many as there are cores, up to three; none where memory cannot be shared. */
export const poolSize = (): number =>
  globalThis.crossOriginIsolated ? Math.min(3, navigator.hardwareConcurrency - 1) : 0
