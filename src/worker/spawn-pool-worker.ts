import { transfer, wrap } from 'comlink'
import type { HandApi } from './pool-worker'
import type { Hand } from './worker-pool'

/** A helping worker of this one. */
export const spawnHand = (): Hand => {
  const name = `hand-${Math.random().toString(36).slice(2)}`
  const worker = new Worker(new URL('./pool.worker.ts', import.meta.url), { type: 'module', name })
  const api = wrap<HandApi>(worker)
  const watching = new AbortController()
  return {
    ready: () => api.ready(),
    work: (...shift) => api.work(...shift),
    check: (port, sizeBytes) => api.check(transfer(port, [port]), sizeBytes),
    onDeath: (died) => {
      worker.addEventListener('error', died)
      // It holds this lock for life: see hold-life-lock.
      navigator.locks?.request(name, { signal: watching.signal }, died).catch(() => {
        // Aborted: nobody watches any more.
      })
    },
    dismiss: () => {
      watching.abort()
      worker.terminate()
    },
  }
}

/** Hands beside the engine's own: as many as there are cores, up to three; none where memory cannot be shared. */
export const helpingHands = (): number =>
  globalThis.crossOriginIsolated ? Math.min(3, navigator.hardwareConcurrency - 1) : 0
