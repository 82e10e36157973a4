import { expose } from 'comlink'
import { holdLifeLock } from './hold-liveness-lock'
import { loadKernels } from './load-kernels'
import { createHandApi } from './pool-worker'

expose(createHandApi(loadKernels(), holdLifeLock(self.name)))
