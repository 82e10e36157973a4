import { expose } from 'comlink'
import { createEngineApi } from './engine-api'
import { holdLifeLock } from './hold-life-lock'
import { loadKernels } from './load-kernels'

/** Offers the engine to the page that started this worker. */
export const startEngine = (): void => {
  expose(createEngineApi(loadKernels(), holdLifeLock(self.name)))
}
