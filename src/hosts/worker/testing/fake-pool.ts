import { detachedJob, type JobContext } from '../../../core/job'
import { MemoryPcmStore } from '../../../core/memory-pcm-store'
import { inlineExecutor } from '../../../mastering/render/executor'
import { measureTrack } from '../../../mastering/render/measure-track'
import { nodeKernels } from '../../node/node-kernels'
import { createPoolWorkerApi } from '../pool-worker'
import { type PoolWorker, WorkerPool } from '../worker-pool'

export const RATE = 8000
export const kernels = nodeKernels()

/** 12 s of a beating tone, in shared memory. */
export const source = (seconds = 12): MemoryPcmStore => {
  const frames = seconds * RATE
  const tone = Float32Array.from(
    { length: frames },
    (_, n) => 0.3 * Math.sin(n * 0.2) * Math.sin(n * 0.0007),
  )
  const store = new MemoryPcmStore(RATE, 2, true)
  store.append([tone, tone], frames)
  return store
}

export interface FakePoolWorker extends PoolWorker {
  readonly asked: () => number
  readonly terminated: () => boolean
  readonly exit: () => void
}

export const fakePoolWorker = (
  work?: PoolWorker['work'],
  check?: PoolWorker['check'],
): FakePoolWorker => {
  const api = createPoolWorkerApi(Promise.resolve(nodeKernels()), Promise.resolve())
  let asked = 0
  let terminated = false
  let exited = () => {}
  return {
    ready: api.ready,
    work: (...plan) => {
      asked++
      return (work ?? api.work)(...plan)
    },
    check: (...file) => {
      asked++
      return (check ?? api.check)(...file)
    },
    onExit: (callback) => {
      exited = callback
    },
    terminate: () => {
      terminated = true
    },
    asked: () => asked,
    terminated: () => terminated,
    exit: () => exited(),
  }
}

/** A pool of so many of these workers; the others are there to replace them. */
export const poolOf = async (wanted: number, ...workers: FakePoolWorker[]): Promise<WorkerPool> => {
  const waiting = [...workers]
  const spawn = (): PoolWorker => {
    const next = waiting.shift()
    if (!next) throw new Error('one worker too many')
    return next
  }
  const pool = new WorkerPool(spawn, wanted, () => 0)
  pool.start()
  await new Promise((resolve) => setImmediate(resolve))
  return pool
}

export const measured = (pool: WorkerPool, store = source(), job: JobContext = detachedJob) =>
  measureTrack(store, true, pool.executor(kernels), job)
export const alone = (store = source()) =>
  measureTrack(store, true, inlineExecutor(kernels), detachedJob)
