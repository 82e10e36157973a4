import { expose } from 'comlink'
import { holdLivenessLock } from './hold-liveness-lock'
import { loadKernels } from './load-kernels'
import { createPoolWorkerApi } from './pool-worker'

expose(createPoolWorkerApi(loadKernels(), holdLivenessLock(self.name)))
