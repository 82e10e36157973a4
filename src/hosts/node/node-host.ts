import { totalmem } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import { ChunkSpace } from '../../core/chunk-space'
import { canShare } from '../../core/memory-pcm-store'
import type { EngineHost } from '../../engine/host'
import { inlineExecutor } from '../../mastering/render/executor'
import { blobFiles } from '../blob/blob-files'
import { storesIn } from '../stores'
import { timeout } from '../timeout'
import { nodeKernels } from './node-kernels'
import { nodeSwap } from './node-swap'
import { readEncoder } from './read-encoder'

/** Of PCM in memory, unless a caller wants less: an eighth of what the machine has, 512 MiB at most. */
const budgetBytes = (): number => Math.min(2 ** 29, totalmem() / 8)

/** Room for PCM: so many bytes in memory, all beyond them among the system's temporary files. */
export const nodeSpace = (bytes: number): ChunkSpace => {
  const space = new ChunkSpace(bytes, canShare())
  space.attach(nodeSwap())
  return space
}

/** Of this thread, whatever hosts there are: an instance has 64 MB. */
const kernels = Promise.resolve(nodeKernels())

/** This Node process, on one thread. */
export const nodeHost = (pcmBytes = budgetBytes()): EngineHost<File, Blob> => ({
  ...blobFiles(),
  loadEncoder: readEncoder,
  kernels,
  now: () => performance.now(),
  yieldToMessages: () => setImmediate(),
  timeout,
  ...storesIn(nodeSpace(pcmBytes)),
  executor: inlineExecutor,
  warmUp: () => {},
  handOver: (value) => value,
})
