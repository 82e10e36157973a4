import { expose } from 'comlink'
import { createHandApi } from './hand'
import { holdLifeLock } from './hold-life-lock'
import { loadKernels } from './load-kernels'

expose(createHandApi(loadKernels(), holdLifeLock(self.name)))
