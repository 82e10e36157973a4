import { expose } from 'comlink'
import { createEngineApi } from './engine-api'
import { holdLifeLock } from './hold-liveness-lock'
import { loadKernels } from './load-kernels'
import { helpingHands, spawnHand } from './spawn-pool-worker'
import { Team } from './worker-pool'

/** Offers the engine to the page that started this worker. */
export const startEngine = (): void => {
  const team = new Team(spawnHand, helpingHands(), () => performance.now())
  expose(createEngineApi(loadKernels(), holdLifeLock(self.name), team))
}
