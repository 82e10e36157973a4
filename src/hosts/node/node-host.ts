import { setImmediate } from 'node:timers/promises'
import type { EngineHost } from '../../engine/host'
import { inlineExecutor } from '../../mastering/render/executor'
import { blobFiles } from '../blob/blob-files'
import { memoryStores } from '../memory-stores'
import { timeout } from '../timeout'
import { nodeKernels } from './node-kernels'
import { readEncoder } from './read-encoder'

/** This Node process, on one thread. */
export const nodeHost = (): EngineHost<File, Blob> => ({
  ...blobFiles(),
  loadEncoder: readEncoder,
  kernels: Promise.resolve(nodeKernels()),
  now: () => performance.now(),
  yieldToMessages: () => setImmediate(),
  timeout,
  newStore: memoryStores(),
  executor: inlineExecutor,
  warmUp: () => {},
  handOver: (value) => value,
})
