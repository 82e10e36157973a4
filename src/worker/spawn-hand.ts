import { wrap } from 'comlink'
import { lockWatch } from '../engine/death-watch'
import type { HandApi } from './hand'
import type { Hand } from './team'

/** A helping worker of this one. */
export const spawnHand = (): Hand => {
  const name = `hand-${Math.random().toString(36).slice(2)}`
  const worker = new Worker(new URL('./crew.worker.ts', import.meta.url), { type: 'module', name })
  const api = wrap<HandApi>(worker)
  let stopWatching = () => {}
  return {
    ready: () => api.ready(),
    work: (...shift) => api.work(...shift),
    onDeath: (died) => {
      worker.addEventListener('error', died)
      stopWatching = lockWatch(name)(died)
    },
    dismiss: () => {
      stopWatching()
      worker.terminate()
    },
  }
}

/** Hands beside the engine's own: as many as there are cores, up to three; none where memory cannot be shared. */
export const helpingHands = (): number =>
  globalThis.crossOriginIsolated ? Math.min(3, navigator.hardwareConcurrency - 1) : 0
