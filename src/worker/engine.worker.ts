import { expose } from 'comlink'
import { createEngineApi } from './engine-api'
import { loadKernels } from './load-kernels'

expose(createEngineApi(loadKernels()))
