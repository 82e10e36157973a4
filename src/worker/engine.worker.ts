import { expose } from 'comlink'
import { createEngineApi } from './engine-api'
import { holdLifeLock } from './hold-life-lock'
import { loadKernels } from './load-kernels'

expose(createEngineApi(loadKernels(), holdLifeLock(self.name)))
